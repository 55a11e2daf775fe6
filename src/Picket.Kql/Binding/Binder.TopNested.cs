using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private TopNested? BindTopNested(KqlPlan input, TopNestedSyntax top, Scope scope)
    {
        var levels = new List<TopLevel>();
        foreach (var syntax in top.Levels)
        {
            if (BindTopLevel(syntax, scope) is { } level)
                levels.Add(level);
        }

        if (levels.Count < top.Levels.Count)
            return null;
        ReportTwice([.. levels.SelectMany(l => new[] { l.Key, l.Rank })], top.Span);
        return new TopNested(input, levels);
    }

    private TopLevel? BindTopLevel(TopLevelSyntax level, Scope scope)
    {
        var key = BindItems([level.Of], scope, _ => "Column1")[0];
        var count = level.Count is null ? null : BindCount(level.Count, scope);
        var others = level.Others is null ? null : Coerce(BindValue(level.Others, scope with { Row = [] }), key.Value.Type, level.Others.Span);
        var aggregates = new List<AggregateItem>();
        var ranks = new List<NamedExpression>();
        BindAggregateItem(level.By, [], aggregates, ranks, scope);
        if (key.Value is BrokenExpression || count is BrokenExpression || others is BrokenExpression || ranks.Any(r => r.Value is BrokenExpression))
            return null;
        if (ranks.Count != 1)
        {
            diagnostics.Add(KqlCodes.Aggregate, level.By.Span, "A level of 'top-nested' is ranked by one aggregate, such as sum(x).");
            return null;
        }

        var rank = level.By is NamedSyntax ? ranks[0] : ranks[0] with { Name = $"aggregated_{key.Name}" };
        return new TopLevel(key, aggregates, rank, level.IsAscending, count, others);
    }
}
