using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    /// <summary>What <c>set</c> statements asked for.</summary>
    public KqlOptions Options { get; private set; } = new();

    private void BindDeclaration(StatementSyntax statement, Scope scope)
    {
        switch (statement)
        {
            case SetSyntax set:
                BindSet(set, scope);
                break;
            case DeclareParametersSyntax declared:
                foreach (var parameter in declared.Parameters)
                    scope.Names.Define(parameter.Name.Text, BindQueryParameter(parameter, scope));
                break;
            case ClusterStatementSyntax cluster:
                diagnostics.Add(KqlCodes.Elsewhere, cluster.Span, $"{cluster.What} is for clusters of many databases and is not supported. {cluster.Advice}");
                break;
            default:
                throw new InvalidOperationException($"No binding for {statement.GetType().Name}.");
        }
    }

    private void BindSet(SetSyntax set, Scope scope)
    {
        var value = set.Value switch
        {
            null => new LiteralExpression(KqlType.Bool, true),
            NameExpressionSyntax word => new LiteralExpression(KqlType.String, word.Name),
            var given => BindValue(given, scope),
        };
        if (value is BrokenExpression)
            return;
        if (value is not LiteralExpression { Value: var constant } || WithOption(set.Name.Text, constant) is not { } options)
        {
            diagnostics.Warn(KqlCodes.IgnoredOption, set.Span, $"'set {set.Name.Text}' changes nothing here and is ignored.");
            return;
        }

        Options = options;
        _now = options.Now ?? _now;
    }

    // Null where the option is not known or its value is of another type.
    private KqlOptions? WithOption(string name, object? value) => (name, value) switch
    {
        ("notruncation", bool flag) => Options with { IsTruncationOff = flag },
        ("truncationmaxrecords", long count and >= 0) => Options with { MaxRecords = count },
        ("truncation_max_records", long count and >= 0) => Options with { MaxRecords = count },
        ("truncationmaxsize", long size and >= 0) => Options with { MaxSize = size },
        ("truncation_max_size", long size and >= 0) => Options with { MaxSize = size },
        ("query_take_max_records", long count and >= 0) => Options with { TakeMaxRecords = count },
        ("servertimeout", TimeSpan time) => Options with { Timeout = time },
        ("norequesttimeout", bool flag) => Options with { IsTimeoutOff = flag },
        ("query_now", DateTime time) => Options with { Now = DateTime.SpecifyKind(time, DateTimeKind.Utc) },
        ("best_effort", bool flag) => Options with { IsBestEffort = flag },
        _ => null,
    };

    private Meaning BindQueryParameter(ParameterSyntax parameter, Scope scope)
    {
        var name = parameter.Name.Text;
        if (parameter.Type is not { } type)
        {
            diagnostics.Add(KqlCodes.QueryParameter, parameter.Span, $"The query parameter '{name}' is a table; parameters of a query are values.");
            return new BrokenMeaning();
        }

        if (parameters.TryGetValue(name, out var text))
            return ReadParameter(parameter, type, text);
        if (parameter.Default is { } fallback)
            return BindArgument(fallback, parameter, scope);
        diagnostics.Add(KqlCodes.QueryParameter, parameter.Span, $"The query parameter '{name}' has no value. Give one, or a default: '{name}: {type.Word} = …'.");
        return new BrokenMeaning();
    }

    private Meaning ReadParameter(ParameterSyntax parameter, KqlType type, string text)
    {
        if (ParameterText.TryRead(type, text, out var value))
            return new ValueMeaning(new LiteralExpression(type, value), null);
        diagnostics.Add(KqlCodes.QueryParameter, parameter.Span, $"The value given for the query parameter '{parameter.Name.Text}' is not a {type.Word}.");
        return new BrokenMeaning();
    }

    private void WarnOfUndeclared(IReadOnlyList<StatementSyntax> statements)
    {
        var declared = statements.OfType<DeclareParametersSyntax>().SelectMany(d => d.Parameters).Select(p => p.Name.Text).ToHashSet(StringComparer.Ordinal);
        foreach (var name in parameters.Keys.Where(n => !declared.Contains(n)).Order(StringComparer.Ordinal))
            diagnostics.Warn(KqlCodes.UndeclaredParameter, default, $"The query declares no parameter '{name}'; its value is not used.{Suggestion.For(name, declared)}");
    }
}
