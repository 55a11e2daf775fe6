namespace Picket.Kql.Events;

/// <summary>Which plans can be answered event by event, and their steps in order.</summary>
internal static class EventSteps
{
    // Columns are computed when they are wanted, those of one projection from those below: this bounds how deep that goes.
    private const int MaxProjections = 40;

    /// <summary>Why a plan cannot be answered event by event; null where it can.</summary>
    public static string? Refusal(KqlPlan plan, KqlTable table)
    {
        var projections = 0;
        for (; plan is Filter or Project; plan = plan.Inputs[0])
        {
            if (plan.Expressions.Any(HasStoredTable))
                return "It looks up another table, whose rows differ from event to event.";
            projections += plan is Project ? 1 : 0;
        }

        return projections > MaxProjections
            ? $"It has {projections} steps of 'extend' and 'project'; at most {MaxProjections} can be followed event by event."
            : OfSource(plan, table);
    }

    /// <summary>The filters and projections over the scan, the innermost first.</summary>
    public static IReadOnlyList<KqlPlan> Of(KqlPlan plan)
    {
        var steps = new List<KqlPlan>();
        for (; plan is not TableScan; plan = plan.Inputs[0])
            steps.Add(plan);
        steps.Reverse();
        return steps;
    }

    private static string? OfSource(KqlPlan plan, KqlTable table) => plan switch
    {
        TableScan scan when scan.Table != table.Name => $"It reads the table '{scan.Table}'; these events are rows of '{table.Name}'.",
        TableScan scan => scan.NeededColumns.Except(table.Columns).FirstOrDefault() is { } column
            ? $"It reads a column '{column.Name}' of type {column.Type.Word}, which events of '{table.Name}' do not have."
            : null,
        Aggregate or MakeSeries or TopNested => "It sums up rows (as 'summarize', 'distinct', 'count' and 'make-series' do), which takes more than one event.",
        Join => "It joins rows, which takes more than one event.",
        Union => "It brings rows of several sources together; an event comes from one.",
        Sort or Take or Sample => "It puts rows in order or takes some of them (as 'sort', 'top', 'take' and 'sample' do), which takes more than one event.",
        Window or Scan => "It looks at the rows around each one, which takes more than one event.",
        Expand or Apply => "It makes several rows of one (as 'mv-expand' and 'mv-apply' do); an event gives one row or none.",
        InlineTable or RangeTable or GivenRows or ExternalData => $"It reads no events of '{table.Name}'.",
        _ => "It has a step other than 'where', 'extend', 'project' and their like.",
    };

    // A list written in the query is the same for every event.
    private static bool HasStoredTable(KqlExpression expression) =>
        (expression.Relation is { } relation && HasStoredTable(relation)) || expression.Parts.Any(HasStoredTable);

    private static bool HasStoredTable(KqlPlan plan) =>
        plan is TableScan or ExternalData || plan.Inputs.Any(HasStoredTable) || plan.Expressions.Any(HasStoredTable);
}
