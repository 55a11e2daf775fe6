using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private const string FindSource = "source_";
    private const string PackedColumn = "pack_";

    // What to show of each table: by hand, or what the predicate uses and all tables share; the rest goes into a bag.
    private Union? BindFind(FindSyntax find, Scope scope)
    {
        var tables = SearchedTables(find.Tables, find.Span, scope);
        if (tables.Count == 0)
            return null;

        var source = find.Options.FirstOrDefault(o => o.Name is "withsource" or "with_source")?.Value ?? FindSource;
        var predicate = new SearchTerms(isCaseSensitive: false).Predicate(find.Predicate);
        var found = FilterEach(tables, predicate, scope);
        var shown = find.Shown ?? SmartColumns(tables, predicate);
        var hidden = find.Hidden.Select(h => h.IsPack ? PackedColumn : h.Name.Text).ToHashSet(StringComparer.Ordinal);
        ReportUnknown(shown, tables);
        if (diagnostics.Count > 0)
            return null;
        var shaped = found.Select(f => (f.Name, (KqlPlan)new Project(f.Plan, ShownOf(f.Plan, shown, hidden)))).ToList();
        if (shaped.FirstOrDefault(s => s.Item2.Columns.Count == 0) is { Name: { } bare })
        {
            diagnostics.Add(KqlCodes.UnknownColumn, find.Span, $"Nothing of what is projected is a column of '{bare}'. Leave that table out, or project a column it has.");
            return null;
        }

        var union = UnionOf(shaped, hidden.Contains(source) ? null : source, isInner: false);
        return IsTooLarge(_sizes.Of(union), find.Span) ? null : Counted(union, find.Span);
    }

    private static List<FindColumnSyntax> SmartColumns(IReadOnlyList<(string Name, KqlPlan Plan)> tables, ExpressionSyntax predicate)
    {
        var used = NamesIn(predicate).ToHashSet(StringComparer.Ordinal);
        var columns = tables.SelectMany(t => t.Plan.Columns).Distinct().ToList();
        var shown = columns.Where(c => used.Contains(c.Name) || tables.All(t => t.Plan.Columns.Contains(c))).Select(c => c.Name).Distinct(StringComparer.Ordinal).ToList();
        var place = predicate.Span;
        List<FindColumnSyntax> smart = [.. shown.Select(n => new FindColumnSyntax(new NameSyntax(n, place), null, false, place))];
        if (shown.Count < columns.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count())
            smart.Add(new FindColumnSyntax(new NameSyntax("pack", place), null, true, place));
        return smart;
    }

    private static IEnumerable<string> NamesIn(ExpressionSyntax syntax) => syntax switch
    {
        NameExpressionSyntax name => [name.Name],
        LogicalSyntax logical => logical.Terms.SelectMany(NamesIn),
        BinarySyntax binary => NamesIn(binary.Left).Concat(NamesIn(binary.Right)),
        UnarySyntax unary => NamesIn(unary.Operand),
        BetweenSyntax between => NamesIn(between.Value).Concat(NamesIn(between.Low)).Concat(NamesIn(between.High)),
        ListTestSyntax test => NamesIn(test.Value).Concat(test.Items.SelectMany(NamesIn)),
        CallSyntax call => call.Arguments.SelectMany(NamesIn),
        MemberSyntax member => NamesIn(member.Target),
        IndexSyntax index => NamesIn(index.Target),
        _ => [],
    };

    private void ReportUnknown(IReadOnlyList<FindColumnSyntax> shown, IReadOnlyList<(string Name, KqlPlan Plan)> tables)
    {
        var known = tables.SelectMany(t => t.Plan.Columns).ToList();
        foreach (var column in shown.Where(s => !s.IsPack && s.Name.Text != "*" && s.Type is null && known.All(k => k.Name != s.Name.Text)))
            UnknownColumn(column.Name.Text, column.Span, new Scope(new Names(null)) { Row = known });
        foreach (var twice in shown.Where(s => !s.IsPack).GroupBy(s => s.Name.Text, StringComparer.Ordinal).Where(g => g.Count() > 1))
            diagnostics.Add(KqlCodes.DuplicateColumn, twice.Last().Span, $"There would be two columns named '{twice.Key}'.");
    }

    private static List<NamedExpression> ShownOf(KqlPlan plan, IReadOnlyList<FindColumnSyntax> shown, HashSet<string> hidden)
    {
        var items = new List<NamedExpression>();
        foreach (var column in shown.Where(s => !s.IsPack))
        {
            foreach (var found in plan.Columns.Where(c => (column.Name.Text == "*" || c.Name == column.Name.Text) && items.All(i => i.Name != c.Name)))
                items.Add(new NamedExpression(found.Name, Convert(Same(found).Value, column.Type ?? found.Type)));
            if (column.Type is { } type && plan.Columns.All(c => c.Name != column.Name.Text))
                items.Add(new NamedExpression(column.Name.Text, Null(type)));
        }

        var rest = plan.Columns.Where(c => items.All(i => i.Name != c.Name)).ToList();
        items.RemoveAll(i => hidden.Contains(i.Name) || hidden.Contains("*"));
        if (shown.Any(s => s.IsPack) && !hidden.Contains(PackedColumn))
            items.Add(new NamedExpression(PackedColumn, Packed("$bag_pack_filled", [.. rest.SelectMany(c => Pair(c.Name, Same(c).Value))])));
        return items;
    }
}
