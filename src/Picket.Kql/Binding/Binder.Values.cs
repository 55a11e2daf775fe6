using System.Collections.Frozen;
using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private static readonly FrozenDictionary<string, KqlType> Conversions = new Dictionary<string, KqlType>
    {
        ["tostring"] = KqlType.String,
        ["tolong"] = KqlType.Long,
        ["toint"] = KqlType.Int,
        ["todouble"] = KqlType.Real,
        ["toreal"] = KqlType.Real,
        ["todecimal"] = KqlType.Decimal,
        ["tobool"] = KqlType.Bool,
        ["toboolean"] = KqlType.Bool,
        ["todatetime"] = KqlType.DateTime,
        ["totimespan"] = KqlType.TimeSpan,
        ["totime"] = KqlType.TimeSpan,
        ["toguid"] = KqlType.Guid,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The functions that convert.</summary>
    public static IEnumerable<string> ConversionNames => Conversions.Keys;

    /// <summary>Binds a value; never null, a wrong one is a <see cref="BrokenExpression"/> and reported.</summary>
    private KqlExpression BindValue(ExpressionSyntax syntax, Scope scope)
    {
        if (!CountNode(syntax.Span))
            return BrokenExpression.Instance;
        var value = ConstantFolder.Fold(BindUnmeasured(syntax, scope));
        return IsTooLarge(_sizes.Of(value), syntax.Span) ? BrokenExpression.Instance : value;
    }

    private KqlExpression BindUnmeasured(ExpressionSyntax syntax, Scope scope) => syntax switch
    {
        MissingSyntax => BrokenExpression.Instance,
        LiteralSyntax literal => new LiteralExpression(literal.Type, literal.Value),
        NameExpressionSyntax name => BindNameValue(name, scope),
        MemberSyntax member => BindGraphMember(member, scope) ?? BindMember(member, scope),
        IndexSyntax index => BindIndex(index, scope),
        CallSyntax call => BindCall(call, scope),
        MethodCallSyntax method => BindMethodCall(method, scope),
        UnarySyntax unary => BindUnary(unary, scope),
        BinarySyntax binary => BindBinary(binary, scope),
        LogicalSyntax logical => new LogicalExpression(logical.IsOr, [.. logical.Terms.Select(t => BindPredicate(t, scope))]),
        BetweenSyntax between => BindBetween(between, scope),
        ListTestSyntax test => BindListTest(test, scope),
        _ => BindOther(syntax, scope),
    };

    private KqlExpression BindNameValue(NameExpressionSyntax name, Scope scope)
    {
        if (scope.FindColumn(name.Name) is { } column)
            return new ColumnExpression(column.Name, column.Type);
        if (BindGraphName(name.Name, scope) is { } element)
            return element;
        if (scope.Absent?.TryGetValue(name.Name, out var absent) == true)
            return Null(absent);
        var bound = BindName(name, scope);
        if (bound.Table is { } table)
            return SingleValue(table, name.Span, isImplicit: true);
        return bound.Value ?? BrokenExpression.Instance;
    }

    private BrokenExpression BindOther(ExpressionSyntax syntax, Scope scope)
    {
        if (syntax is StarSyntax)
            diagnostics.Add(KqlCodes.UnsupportedOperator, syntax.Span, "'*' as an expression is not supported yet here.");
        else if (syntax is TypeSyntax or NamedSyntax or FunctionSyntax)
            diagnostics.Add(KqlCodes.Unexpected, syntax.Span, "A value is wanted here.");
        else if (BindTable(syntax, scope) is not null)
            diagnostics.Add(KqlCodes.TableOrValue, syntax.Span, "A value is wanted here, but this is a table. Wrap it in toscalar().");
        return BrokenExpression.Instance;
    }

    private KqlExpression SingleValue(KqlPlan table, TextSpan span, bool isImplicit)
    {
        if (isImplicit)
        {
            diagnostics.Add(KqlCodes.TableOrValue, span, "A value is wanted here, but this is a table. Wrap it in toscalar().");
            return BrokenExpression.Instance;
        }

        var first = table.Columns[0];
        return new ScalarTableExpression(new Take(new Project(table, [Same(first)]), new LiteralExpression(KqlType.Long, 1L)), first.Type);
    }

    private KqlExpression BindStep(ExpressionSyntax targetSyntax, PathStep step, TextSpan span, Scope scope)
    {
        var target = BindValue(targetSyntax, scope);
        if (target is BrokenExpression)
            return target;
        if (target.Type == KqlType.String && target is not LiteralExpression)
        {
            diagnostics.Warn(KqlCodes.TextAsJson, span, "A text is read as JSON here, once for every step into it. Read it once with parse_json().");
            target = new CallExpression("parse_json", [target], KqlType.Dynamic);
        }

        if (target.Type != KqlType.Dynamic)
        {
            diagnostics.Add(KqlCodes.TypeMismatch, span, $"A {target.Type.Word} has no '{step.Property ?? $"[{step.Element}]"}'. Use parse_json() to read JSON text.");
            return BrokenExpression.Instance;
        }

        return target is PathExpression path
            ? path with { Steps = [.. path.Steps, step] }
            : new PathExpression(target, [step]);
    }

    private KqlExpression BindIndex(IndexSyntax syntax, Scope scope)
    {
        var index = BindValue(syntax.Index, scope);
        if (index is LiteralExpression { Value: string property })
            return BindStep(syntax.Target, new PathStep(property), syntax.Span, scope);
        if (index is LiteralExpression { Value: long at } && BindMany(syntax.Target, scope) is { Columns.Count: > 1 } many && at >= 0 && at < many.Columns.Count)
            return many.Output((int)at);
        if (index is LiteralExpression { Value: long element })
            return BindStep(syntax.Target, new PathStep(null, element), syntax.Span, scope);

        var target = BindValue(syntax.Target, scope);
        if (target is BrokenExpression || index is BrokenExpression)
            return BrokenExpression.Instance;
        if (target.Type != KqlType.Dynamic || index.Type is not (KqlType.String or KqlType.Int or KqlType.Long or KqlType.Dynamic))
        {
            diagnostics.Add(KqlCodes.TypeMismatch, syntax.Span, $"A {target.Type.Word} cannot be indexed by a {index.Type.Word}.");
            return BrokenExpression.Instance;
        }

        return new ElementExpression(target, index.Type == KqlType.Dynamic ? Convert(index, KqlType.String) : index);
    }

    /// <summary>The value in another type, converted as <c>to…()</c> does.</summary>
    private static KqlExpression Convert(KqlExpression value, KqlType type) => value switch
    {
        BrokenExpression => value,
        _ when value.Type == type => value,
        LiteralExpression { Value: null } => new LiteralExpression(type, type == KqlType.String ? "" : null),
        LiteralExpression { Value: { } constant } when type == KqlType.String && value.Type is not (KqlType.Dynamic or KqlType.Real or KqlType.Decimal) =>
            new LiteralExpression(KqlType.String, KqlFormat.Text(constant)),
        _ => ConstantFolder.Fold(new ConvertExpression(value, type)),
    };

    /// <summary>The value in the type wanted where KQL converts by itself, else an error.</summary>
    private KqlExpression Coerce(KqlExpression value, KqlType type, TextSpan span)
    {
        if (value is BrokenExpression || value.Type == type)
            return value;
        var isWidening = value.Type == KqlType.Dynamic || (value.Type.IsNumber && type.IsNumber) || (value.Type == KqlType.Bool && type.IsNumber)
            || (value.Type.IsNumber && type == KqlType.Bool) || (type == KqlType.Dynamic) || value is LiteralExpression { Value: null };
        if (isWidening)
            return Convert(value, type);
        if (value is LiteralExpression { Type: KqlType.String } && ConstantFolder.Fold(new ConvertExpression(value, type)) is LiteralExpression read)
            return read;
        diagnostics.Add(KqlCodes.TypeMismatch, span, $"A {type.Word} is wanted here, but this is a {value.Type.Word}. Convert it with {Converter(type)}().");
        return BrokenExpression.Instance;
    }

    private static string Converter(KqlType type) => type == KqlType.Dynamic ? "todynamic" : $"to{type.Word}";
}
