using Picket.Kql.Functions;
using Picket.Kql.Plan;

namespace Picket.Kql.Sql;

/// <summary>Tells which parts of a plan DuckDB can answer; looks at each part once.</summary>
internal sealed class SqlSupport
{
    // More cells written in a query are handled faster in this process than as parameters of a statement.
    private const int MostInlineCells = 2_000;

    private readonly Dictionary<KqlPlan, bool> _known = new(ReferenceEqualityComparer.Instance);

    public bool Has(KqlPlan plan)
    {
        if (!_known.TryGetValue(plan, out var has))
            _known[plan] = has = IsStep(plan) && plan.Inputs.All(Has) && plan.Expressions.All(Has);
        return has;
    }

    private static bool IsStep(KqlPlan plan) => plan switch
    {
        TableScan or RangeTable or Filter or Project or Take or Join or Union or Expand or Materialized => true,
        InlineTable table => (long)table.Rows.Count * table.Columns.Count <= MostInlineCells,
        Sort sort => sort.Keys.All(k => k.Value.Type != KqlType.Dynamic),
        Aggregate aggregate => aggregate.Items.All(PlanSql.HasSql),
        _ => false,
    };

    private bool Has(KqlExpression expression) => expression switch
    {
        ScalarTableExpression or InTableExpression => Has(expression.Relation!) && expression.Parts.All(Has),
        CallExpression call => (FunctionSql.Has(call.Function) || ScalarFunctions.Find(call.Function) is not null) && call.Arguments.All(Has),
        // These the evaluator computes row by row, which reads no relation.
        ElementExpression or CompareExpression { Left.Type: KqlType.Dynamic } => !Relations.IsIn(expression) && expression.Parts.All(Has),
        LiteralExpression or ColumnExpression or PathExpression or ConvertExpression or CompareExpression or ArithmeticExpression or TextTestExpression
            or HasListExpression or InListExpression or InArrayExpression or LogicalExpression or NotExpression => expression.Parts.All(Has),
        _ => false,
    };
}
