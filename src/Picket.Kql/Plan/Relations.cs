namespace Picket.Kql.Plan;

/// <summary>Puts other relations in the place of those inside of expressions (<c>toscalar</c>, <c>in (table)</c>).</summary>
internal static class Relations
{
    /// <summary>Whether an expression has a relation in it.</summary>
    public static bool IsIn(KqlExpression expression) => expression.Relation is not null || expression.Parts.Any(IsIn);

    /// <summary>The step with <paramref name="map"/> applied to every expression of its own that has a relation in it; its inputs stay.</summary>
    public static KqlPlan Map(KqlPlan plan, Func<KqlExpression, KqlExpression> map)
    {
        if (!plan.Expressions.Any(IsIn))
            return plan;
        return plan switch
        {
            InlineTable table => table with { Rows = [.. table.Rows.Select(r => r.Select(e => Map(e, map)).ToList())] },
            RangeTable range => range with { From = Map(range.From, map), To = Map(range.To, map), Step = Map(range.Step, map) },
            Filter filter => filter with { Predicate = Map(filter.Predicate, map) },
            Project project => new Project(project.Input, Map(project.Items, map)),
            Aggregate aggregate => new Aggregate(aggregate.Input, Map(aggregate.Keys, map), [.. aggregate.Items.Select(i => Map(i, map))]),
            Sort sort => new Sort(sort.Input, [.. sort.Keys.Select(k => k with { Value = Map(k.Value, map) })]),
            Take take => new Take(take.Input, Map(take.Count, map)),
            Sample sample => sample with { Count = Map(sample.Count, map) },
            Join join => new Join(join.Kind, join.Left, join.Right, [.. join.Keys.Select(k => new JoinKey(Map(k.Left, map), Map(k.Right, map)))], join.Outputs),
            Expand expand => new Expand(expand.Input, expand.Kept, [.. expand.Items.Select(i => i with { Value = Map(i.Value, map) })], expand.IndexName, expand.Limit),
            Window window => new Window(window.Input, [.. window.Items.Select(i => i with { Arguments = [.. i.Arguments.Select(a => Map(a, map))] })]),
            Partition partition => partition with { Key = Map(partition.Key, map) },
            _ => plan,
        };
    }

    private static List<NamedExpression> Map(IReadOnlyList<NamedExpression> items, Func<KqlExpression, KqlExpression> map) =>
        [.. items.Select(i => i with { Value = Map(i.Value, map) })];

    private static AggregateItem Map(AggregateItem item, Func<KqlExpression, KqlExpression> map) => item with
    {
        Arguments = [.. item.Arguments.Select(a => Map(a, map))],
        Condition = item.Condition is null ? null : Map(item.Condition, map),
    };

    private static KqlExpression Map(KqlExpression expression, Func<KqlExpression, KqlExpression> map)
    {
        if (!IsIn(expression))
            return expression;
        return expression switch
        {
            ScalarTableExpression => map(expression),
            InTableExpression test => map(test with { Value = Map(test.Value, map) }),
            PathExpression path => path with { Target = Map(path.Target, map) },
            ElementExpression element => new ElementExpression(Map(element.Target, map), Map(element.Index, map)),
            ConvertExpression convert => convert with { Operand = Map(convert.Operand, map) },
            CompareExpression compare => compare with { Left = Map(compare.Left, map), Right = Map(compare.Right, map) },
            ArithmeticExpression arithmetic => arithmetic with { Left = Map(arithmetic.Left, map), Right = Map(arithmetic.Right, map) },
            TextTestExpression test => test with { Text = Map(test.Text, map), Pattern = Map(test.Pattern, map) },
            HasListExpression test => test with { Text = Map(test.Text, map), Terms = Map(test.Terms, map) },
            InListExpression test => test with { Value = Map(test.Value, map), Items = [.. test.Items.Select(i => Map(i, map))] },
            InArrayExpression test => test with { Value = Map(test.Value, map), Array = Map(test.Array, map) },
            LogicalExpression logical => logical with { Terms = [.. logical.Terms.Select(t => Map(t, map))] },
            NotExpression not => new NotExpression(Map(not.Operand, map)),
            CallExpression call => call with { Arguments = [.. call.Arguments.Select(a => Map(a, map))] },
            _ => expression,
        };
    }
}
