namespace Picket.Kql.Plan;

/// <summary>
/// Carries down to each scan what it need not read: columns nobody uses, times out of bounds, rows without a term.
/// The result is the same; only less is read.
/// </summary>
internal static class PlanShaper
{
    private const string TimeColumn = "TimeGenerated";

    /// <summary>The plan with narrower scans and without columns that are never used.</summary>
    public static KqlPlan Shape(KqlPlan plan) => Prune(ScanBounds.Push(plan, []), AllOf(plan));

    private static HashSet<string> AllOf(KqlPlan plan) => [.. plan.Columns.Select(c => c.Name)];

    private static KqlPlan Prune(KqlPlan plan, HashSet<string> needed)
    {
        switch (plan)
        {
            case TableScan scan:
                return scan with { NeededColumns = AtLeastOne(scan.NeededColumns, needed) };
            case Filter filter:
                return new Filter(Prune(filter.Input, [.. needed, .. ColumnsOf(filter.Predicate)]), Shape(filter.Predicate));
            case Project project:
                var items = project.Items.Where(i => needed.Contains(i.Name)).ToList();
                if (items.Count == 0)
                    items = [.. project.Items.Take(1)];
                return new Project(Prune(project.Input, [.. items.SelectMany(i => ColumnsOf(i.Value))]), [.. items.Select(Shape)]);
            case Aggregate aggregate:
                return PruneAggregate(aggregate, needed);
            case Sort sort:
                return new Sort(Prune(sort.Input, [.. needed, .. sort.Keys.SelectMany(k => ColumnsOf(k.Value))]),
                    [.. sort.Keys.Select(k => k with { Value = Shape(k.Value) })]);
            case Take take:
                return new Take(Prune(take.Input, needed), Shape(take.Count));
            case Join join:
                return PruneJoin(join, needed);
            case Union union:
                // One set of names for all, so that their columns stay the same.
                return new Union([.. union.Tables.Select(t => Prune(t, needed))]);
            case Expand expand:
                return PruneExpand(expand, needed);
            case Materialized materialized:
                return materialized with { Input = Prune(materialized.Input, AllOf(materialized.Input)) };
            case InlineTable table:
                return table with { Rows = [.. table.Rows.Select(r => r.Select(Shape).ToList())] };
            case RangeTable range:
                return range with { From = Shape(range.From), To = Shape(range.To), Step = Shape(range.Step) };
            case Apply apply:
                return apply with { Input = Prune(apply.Input, AllOf(apply.Input)), Each = Shape(apply.Each) };
            case Partition partition:
                return partition with { Input = Prune(partition.Input, AllOf(partition.Input)), Each = Shape(partition.Each) };
            default:
                // Steps that look at whole rows need all columns of their inputs.
                return plan.WithInputs([.. plan.Inputs.Select(i => Prune(i, AllOf(i)))]);
        }
    }

    private static List<KqlColumn> AtLeastOne(IReadOnlyList<KqlColumn> columns, HashSet<string> needed)
    {
        var kept = columns.Where(c => needed.Contains(c.Name)).ToList();
        return kept.Count > 0 ? kept : [columns.FirstOrDefault(c => c.Name == TimeColumn) ?? columns[0]];
    }

    private static Aggregate PruneAggregate(Aggregate aggregate, HashSet<string> needed)
    {
        var items = aggregate.Items.Where(i => i.Outputs.Any(o => needed.Contains(o.Name))).Select(i => Narrow(i, needed)).ToList();
        if (items.Count == 0 && aggregate.Keys.Count == 0)
            items = [.. aggregate.Items.Take(1)];
        var used = items.SelectMany(i => i.Arguments.Append(i.Condition)).OfType<KqlExpression>().Concat(aggregate.Keys.Select(k => k.Value));
        return new Aggregate(Prune(aggregate.Input, [.. used.SelectMany(ColumnsOf)]), [.. aggregate.Keys.Select(Shape)],
        [
            .. items.Select(i => i with
            {
                Arguments = [.. i.Arguments.Select(Shape)],
                Condition = i.Condition is null ? null : Shape(i.Condition),
            }),
        ]);
    }

    // arg_max(x, *): only the wanted values of the chosen row, and x itself.
    private static AggregateItem Narrow(AggregateItem item, HashSet<string> needed)
    {
        if (item.Outputs.Count == 1)
            return item;
        var kept = Enumerable.Range(0, item.Outputs.Count).Where(i => i == 0 || needed.Contains(item.Outputs[i].Name)).ToList();
        return item with { Arguments = [.. kept.Select(i => item.Arguments[i])], Outputs = [.. kept.Select(i => item.Outputs[i])] };
    }

    private static Join PruneJoin(Join join, HashSet<string> needed)
    {
        var outputs = join.Outputs.Where(o => needed.Contains(o.Column.Name)).ToList();
        if (outputs.Count == 0)
            outputs = [join.Outputs[0]];
        var left = outputs.Where(o => o.IsLeft).Select(o => o.Source).Concat(join.Keys.SelectMany(k => ColumnsOf(k.Left)));
        var right = outputs.Where(o => !o.IsLeft).Select(o => o.Source).Concat(join.Keys.SelectMany(k => ColumnsOf(k.Right)));
        return new Join(join.Kind, Prune(join.Left, [.. left]), Prune(join.Right, [.. right]),
            [.. join.Keys.Select(k => new JoinKey(Shape(k.Left), Shape(k.Right)))], outputs);
    }

    private static Expand PruneExpand(Expand expand, HashSet<string> needed)
    {
        var kept = expand.Kept.Where(c => needed.Contains(c.Name)).ToList();
        var used = kept.Select(c => c.Name).Concat(expand.Items.SelectMany(i => ColumnsOf(i.Value)));
        return new Expand(Prune(expand.Input, [.. used]), kept, [.. expand.Items.Select(i => i with { Value = Shape(i.Value) })],
            expand.IndexName, expand.Limit);
    }

    private static NamedExpression Shape(NamedExpression item) => item with { Value = Shape(item.Value) };

    // Plans inside of expressions are shaped too.
    private static KqlExpression Shape(KqlExpression expression) => expression switch
    {
        ScalarTableExpression scalar => scalar with { Table = Shape(scalar.Table) },
        InTableExpression test => test with { Value = Shape(test.Value), Table = Shape(test.Table) },
        LogicalExpression logical => logical with { Terms = [.. logical.Terms.Select(Shape)] },
        NotExpression not => not with { Operand = Shape(not.Operand) },
        CallExpression call => call with { Arguments = [.. call.Arguments.Select(Shape)] },
        CompareExpression compare => compare with { Left = Shape(compare.Left), Right = Shape(compare.Right) },
        ArithmeticExpression arithmetic => arithmetic with { Left = Shape(arithmetic.Left), Right = Shape(arithmetic.Right) },
        ConvertExpression convert => convert with { Operand = Shape(convert.Operand) },
        _ => expression,
    };

    private static IEnumerable<string> ColumnsOf(KqlExpression expression) =>
        expression is ColumnExpression column ? [column.Name] : expression.Parts.SelectMany(ColumnsOf);
}
