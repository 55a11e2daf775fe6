using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private const string SearchSource = "$table";

    private Union? BindSearch(SearchSyntax search, KqlPlan? piped, Scope scope)
    {
        var isCaseSensitive = search.Options.Any(o => o is { Name: "kind", Value: "case_sensitive" });
        var tables = piped is null ? SearchedTables(search.Tables, search.Span, scope) : [((piped as TableScan)?.Table ?? "", piped)];
        if (tables.Count == 0)
            return null;

        var source = search.Options.FirstOrDefault(o => o.Name is "withsource" or "with_source")?.Value ?? SearchSource;
        var found = FilterEach(tables, new SearchTerms(isCaseSensitive).Predicate(search.Predicate), scope);
        var union = UnionOf(found, source, isInner: false);
        return IsTooLarge(_sizes.Of(union), search.Span) ? null : Counted(union, search.Span);
    }

    /// <summary>The rows of each table for which the predicate is true; a column that only other tables have is null.</summary>
    private List<(string Name, KqlPlan Plan)> FilterEach(IReadOnlyList<(string Name, KqlPlan Plan)> tables, ExpressionSyntax predicate, Scope scope)
    {
        var all = tables.SelectMany(t => t.Plan.Columns).DistinctBy(c => c.Name).ToDictionary(c => c.Name, c => c.Type, StringComparer.Ordinal);
        var found = new List<(string, KqlPlan)>();
        foreach (var (name, plan) in tables)
        {
            var test = BindPredicate(predicate, scope with { Row = [.. plan.Columns], Absent = all });
            found.Add((name, test is LiteralExpression { Value: true } ? plan : new Filter(plan, test)));
        }

        return found;
    }

    private List<(string Name, KqlPlan Plan)> SearchedTables(IReadOnlyList<ExpressionSyntax> listed, TextSpan span, Scope scope)
    {
        var tables = new List<(string Name, KqlPlan Plan)>();
        if (listed.Count == 0)
            tables.AddRange(Matching("*", scope));
        foreach (var item in listed)
        {
            if (item is NameExpressionSyntax pattern && pattern.Name.Contains('*'))
                tables.AddRange(Matching(pattern.Name, scope));
            else if (TryBindTable(item, scope, out var plan))
                tables.Add((item is NameExpressionSyntax name ? name.Name : (plan as TableScan)?.Table ?? "", plan));
        }

        if (tables.Count == 0 && diagnostics.Count == 0)
            diagnostics.Add(KqlCodes.UnknownTable, span, "There is no table to search.");
        return tables;
    }
}
