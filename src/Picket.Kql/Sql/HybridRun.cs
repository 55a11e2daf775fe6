using Picket.Kql.Plan;

namespace Picket.Kql.Sql;

/// <summary>One run of a plan, part in DuckDB and part here.</summary>
internal sealed class HybridRun(Func<TableScan, string> fromClause, Func<DuckDbQuery, IEnumerable<object?[]>> ask, KqlRun run)
{
    // A set of so many values is put into the SQL; a larger one is looked up here.
    private const int MostValuesInSql = 1_000;

    private readonly SqlSupport _support = new();

    /// <summary>Whether DuckDB answers all it can, rows written in the query too.</summary>
    public bool AsksAll { get; init; }

    public IEnumerable<object?[]> Rows(KqlPlan plan)
    {
        var split = HybridPlan.Of(Resolved(plan), AsksAll);
        if (split.IsAllSql)
            return Ask(split.Parts[0]);
        return KqlEvaluator.Run(split.Top, run with { ReadTable = scan => Read(split, scan) });
    }

    // Inside of mv-apply and partition tables are read as they are.
    private IEnumerable<object?[]> Read(HybridPlan split, TableScan scan) =>
        Ask(HybridPlan.PartOf(scan) is { } part ? split.Parts[part] : scan);

    private IEnumerable<object?[]> Ask(KqlPlan part) => ask(DuckDbSql.Translate(part, fromClause));

    // A relation inside of an expression that DuckDB cannot answer would keep all around it from having SQL: it is computed first.
    private KqlPlan Resolved(KqlPlan plan)
    {
        if (_support.Has(plan))
            return plan;
        var inputs = plan.Inputs.Select(Resolved).ToList();
        var step = inputs.SequenceEqual(plan.Inputs, ReferenceEqualityComparer.Instance) ? plan : plan.WithInputs(inputs);
        return Relations.Map(step, Computed);
    }

    private KqlExpression Computed(KqlExpression expression)
    {
        if (expression.Relation is not { } relation || _support.Has(relation) || Evaluating.PlanCompiler.DependsOnGiven(relation))
            return expression;
        if (expression is ScalarTableExpression scalar)
            return new LiteralExpression(scalar.Type, Rows(relation).FirstOrDefault() is [var cell, ..] ? cell : null);
        var values = Rows(relation).Take(MostValuesInSql + 1).ToList();
        if (expression is not InTableExpression test || values.Count > MostValuesInSql)
            return expression;
        var type = relation.Columns[0].Type;
        return test with { Table = new InlineTable(relation.Columns, [.. values.Select(v => v.Select((c, i) => (KqlExpression)new LiteralExpression(relation.Columns[i].Type, c)).ToList())]) };
    }
}
