using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    /// <summary>Columns made by items; <paramref name="unnamed"/> names the ones with no name of their own, by place.</summary>
    private List<NamedExpression> BindItems(IReadOnlyList<ExpressionSyntax> items, Scope scope, Func<int, string> unnamed)
    {
        var columns = new List<NamedExpression>();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is StarSyntax)
            {
                columns.AddRange(scope.Row.Where(c => columns.All(d => d.Name != c.Name)).Select(Same));
                continue;
            }

            var (name, isGiven, value) = BindItem(items[i], scope);
            name ??= unnamed(i);
            if (columns.Any(c => c.Name == name))
            {
                if (isGiven)
                    diagnostics.Add(KqlCodes.DuplicateColumn, items[i].Span, $"There are two columns named '{name}'. Give one another name: 'Other = …'.");
                name = Unused(name, columns.Select(c => c.Name));
            }

            columns.Add(new NamedExpression(name, value));
        }

        return columns;
    }

    private (string? Name, bool IsGiven, KqlExpression Value) BindItem(ExpressionSyntax item, Scope scope)
    {
        if (item is not NamedSyntax named)
            return (NameOf(item), item is NameExpressionSyntax, BindValue(item, scope));
        if (named.Names.Count > 1)
            diagnostics.Add(KqlCodes.UnsupportedOperator, named.Span, "Several names for one expression is not supported yet here.");
        return (named.Names[0].Text, true, BindValue(named.Value, scope));
    }

    /// <summary>The name a column gets from its expression, or null: <c>a.b</c> is <c>a_b</c>, <c>bin(x, 1h)</c> is <c>x</c>.</summary>
    private static string? NameOf(ExpressionSyntax syntax) => syntax switch
    {
        NameExpressionSyntax name => name.Name,
        MemberSyntax member => Joined(NameOf(member.Target), member.Member.Text),
        IndexSyntax { Index: LiteralSyntax { Value: string or long } index } element => Joined(NameOf(element.Target), KqlFormat.Text(index.Value)),
        CallSyntax { Function.Text: "bin" or "floor" or "bin_at", Arguments: [var first, ..] } => NameOf(first),
        CallSyntax { Function.Text: "node_id" or "node_degree_in" or "node_degree_out" } call => call.Function.Text,
        CallSyntax { Arguments: [var only, ..] } call when Conversions.ContainsKey(call.Function.Text) => NameOf(only),
        CallSyntax { Arguments: [var first, ..] } call when FunctionCatalog.Find(call.Function.Text) is { KeepsName: true } => NameOf(first),
        _ => null,
    };

    private static string? Joined(string? target, string step) => target is null ? null : $"{target}_{step}";

    /// <summary>The name with the first number behind it that makes it new.</summary>
    private static string Unused(string name, IEnumerable<string> taken)
    {
        var names = taken.ToHashSet(StringComparer.Ordinal);
        for (var i = 1; ; i++)
        {
            if (!names.Contains(name + i))
                return name + i;
        }
    }

    private void ReportTwice(IReadOnlyList<NamedExpression> items, TextSpan span)
    {
        foreach (var twice in items.GroupBy(i => i.Name).Where(g => g.Count() > 1))
            diagnostics.Add(KqlCodes.DuplicateColumn, span, $"There would be two columns named '{twice.Key}'.");
    }
}
