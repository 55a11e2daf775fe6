using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private int _given;

    private GivenRows NextRows(IReadOnlyList<KqlColumn> columns) => new(++_given, columns);

    private Project? BindApply(KqlPlan input, ApplySyntax apply, Scope scope, Scope outer)
    {
        if (ExpandOf(NextRows(input.Columns), apply.Expand, scope) is not { } expanded)
            return null;
        var rows = NextRows(expanded.Columns);
        if (BindSteps(rows, apply.Steps, Inner(outer)) is not { } each)
            return null;

        // A column that the steps hand on or make anew is theirs; the others are those of the row.
        var made = each.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var kept = expanded.Kept.Where(c => !made.Contains(c.Name)).ToList();
        return InOrder(new Apply(input, expanded, rows, each, kept), input.Columns);
    }

    private Partition? BindPartition(KqlPlan input, PartitionSyntax partition, Scope scope, Scope outer)
    {
        if (BindValue(partition.Key, scope) is not ColumnExpression key)
        {
            if (diagnostics.Count == 0)
                diagnostics.Add(KqlCodes.UnknownColumn, partition.Key.Span, "'partition by' takes a column of the table before it.");
            return null;
        }

        var rows = NextRows(input.Columns);
        var inner = Inner(outer);
        if (partition.Table is null)
            return BindSteps(rows, partition.Steps, inner) is { } steps ? new Partition(input, key, rows, steps) : null;

        // A table of its own knows the rows only by the value they have in common: toscalar(key).
        var only = new Take(new Project(rows, [new NamedExpression(key.Name, key)]), new LiteralExpression(KqlType.Long, 1L));
        inner.Names.Define(key.Name, new ValueMeaning(new ScalarTableExpression(only, key.Type), null));
        return TryBindTable(partition.Table, inner, out var table) ? new Partition(input, key, rows, table) : null;
    }

    // What the steps inside name with 'as' is not known outside.
    private static Scope Inner(Scope outer) => new(new Names(outer.Names));

    /// <summary>The columns of a relation, those that stand in <paramref name="before"/> first and in its order.</summary>
    private static Project InOrder(KqlPlan plan, IReadOnlyList<KqlColumn> before)
    {
        var order = before.Select(c => c.Name).Concat(plan.Columns.Select(c => c.Name)).Distinct(StringComparer.Ordinal);
        var byName = plan.Columns.DistinctBy(c => c.Name).ToDictionary(c => c.Name, StringComparer.Ordinal);
        return new Project(plan, [.. order.Where(byName.ContainsKey).Select(n => Same(byName[n]))]);
    }
}
