using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    /// <summary>
    /// Columns made by items; <paramref name="unnamed"/> names the ones with no name of their own, by their number among these, or where
    /// there is no row (<c>print</c>) by place. A call that gives several
    /// columns is added to <paramref name="shared"/>, where there is one, to be computed once in a step before.
    /// </summary>
    private List<NamedExpression> BindItems(
        IReadOnlyList<ExpressionSyntax> items, Scope scope, Func<int, string> unnamed, List<NamedExpression>? shared = null)
    {
        var columns = new List<NamedExpression>();
        var unnamedItems = 0;
        for (var i = 0; i < items.Count; i++)
        {
            var place = scope.Row.Count == 0 ? i : unnamedItems;
            if (items[i] is StarSyntax)
                columns.AddRange(scope.Row.Where(c => columns.All(d => d.Name != c.Name)).Select(Same));
            else if (BindMany(ValueOf(items[i]), scope) is { } many)
                AddMany(columns, many, items[i], scope.Row.Count == 0 ? unnamed(i) : null, shared);
            else
                AddItem(columns, BindItem(items[i], scope, unnamed(place)), items[i].Span);
            unnamedItems += items[i] is not (StarSyntax or NamedSyntax) && NameOf(items[i]) is null ? 1 : 0;
        }

        return columns;
    }

    private readonly record struct Item(string Name, bool IsGiven, KqlExpression Value);

    private void AddItem(List<NamedExpression> columns, Item item, TextSpan span)
    {
        var name = item.Name;
        if (columns.Any(c => c.Name == name))
        {
            if (item.IsGiven)
                diagnostics.Add(KqlCodes.DuplicateColumn, span, $"There are two columns named '{name}'. Give one another name: 'Other = …'.");
            name = Unused(name, columns.Select(c => c.Name));
        }

        columns.Add(new NamedExpression(name, item.Value));
    }

    private Item BindItem(ExpressionSyntax item, Scope scope, string unnamed)
    {
        if (item is not NamedSyntax named)
            return new Item(NameOf(item) ?? unnamed, item is NameExpressionSyntax, BindValue(item, scope));
        if (named.Names.Count > 1)
            diagnostics.Add(KqlCodes.Unexpected, named.Names[1].Span, "The expression gives one column, so it takes one name.");
        return new Item(named.Names[0].Text, true, BindValue(named.Value, scope));
    }

    private static ExpressionSyntax ValueOf(ExpressionSyntax item) => item is NamedSyntax named ? named.Value : item;

    /// <summary>The name a column gets from its expression, or null: <c>a.b</c> is <c>a_b</c>, <c>bin(x, 1h)</c> is <c>x</c>.</summary>
    private static string? NameOf(ExpressionSyntax syntax) => syntax switch
    {
        NameExpressionSyntax name => name.Name,
        NamedSyntax { Names: [var given] } => given.Text,
        MemberSyntax member => Joined(NameOf(member.Target), member.Member.Text),
        IndexSyntax { Index: LiteralSyntax { Value: string or long } index } element => Joined(NameOf(element.Target), KqlFormat.Text(index.Value)),
        CallSyntax { Function.Text: "bin" or "floor" or "bin_at", Arguments: [var first, ..] } => NameOf(first),
        CallSyntax { Function.Text: "node_id" or "node_degree_in" or "node_degree_out" } call => call.Function.Text,
        CallSyntax { Arguments: [var only, ..] } call when Conversions.ContainsKey(call.Function.Text) => NameOf(only),
        CallSyntax { Function.Text: "dcount_hll" or "percentile_tdigest" or "percentiles_array_tdigest", Arguments: [NameExpressionSyntax state, ..] } call =>
            $"{call.Function.Text}_{state.Name}",
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
