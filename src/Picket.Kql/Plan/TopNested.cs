namespace Picket.Kql;

/// <summary>
/// A level of <c>top-nested</c>: the value it divides by, the aggregates that rank it and the expression over their outputs (column
/// <paramref name="Rank"/>), how many values are kept (null: all), and what stands for all others (null: they go).
/// </summary>
public sealed record TopLevel(
    NamedExpression Key,
    IReadOnlyList<AggregateItem> Aggregates,
    NamedExpression Rank,
    bool IsAscending,
    KqlExpression? Count,
    KqlExpression? Others);

/// <summary>
/// <c>top-nested</c>: the best values of the first level, within each the best of the second, and so on; a row per value of the last
/// level with the key and the rank of every level. Below a row of others there are no values, only the others of the levels that name them.
/// </summary>
public sealed record TopNested(KqlPlan Input, IReadOnlyList<TopLevel> Levels) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns { get; } = [.. Levels.SelectMany(l => new[] { l.Key.Column, l.Rank.Column })];

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => Levels.SelectMany(l => l.Aggregates
        .SelectMany(a => a.Arguments.Append(a.Condition)).Append(l.Key.Value).Append(l.Count).Append(l.Others)).OfType<KqlExpression>();

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Input = inputs[0] };
}
