namespace Picket.Kql.Events;

/// <summary>Which plans can be answered event by event, and their steps in order.</summary>
internal static class EventSteps
{
    /// <summary>Why a plan needs more than one event of the table; null when it does not.</summary>
    public static string? Refusal(KqlPlan plan, string table) => plan switch
    {
        _ when plan.Expressions.Any(HasStoredTable) => "It looks up another table, whose rows differ from event to event.",
        Filter filter => Refusal(filter.Input, table),
        Project project => Refusal(project.Input, table),
        TableScan scan when scan.Table == table => null,
        TableScan scan => $"It reads the table '{scan.Table}'; these events are rows of '{table}'.",
        _ => $"'{plan.GetType().Name}' needs more than one event.",
    };

    /// <summary>The filters and projections over the scan, the innermost first.</summary>
    public static IReadOnlyList<KqlPlan> Of(KqlPlan plan)
    {
        var steps = new List<KqlPlan>();
        for (; plan is not TableScan; plan = plan.Inputs[0])
            steps.Add(plan);
        steps.Reverse();
        return steps;
    }

    // A list written in the query is the same for every event.
    private static bool HasStoredTable(KqlExpression expression) =>
        (expression.Relation is { } relation && HasStoredTable(relation)) || expression.Parts.Any(HasStoredTable);

    private static bool HasStoredTable(KqlPlan plan) =>
        plan is TableScan or ExternalData || plan.Inputs.Any(HasStoredTable) || plan.Expressions.Any(HasStoredTable);
}
