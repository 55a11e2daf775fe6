namespace Picket.Kql;

/// <summary>
/// A value that depends on the row's neighbours (<c>prev</c>, <c>next</c>, <c>row_number</c>, <c>row_cumsum</c>,
/// <c>row_rank_dense</c>, <c>row_rank_min</c>, <c>row_window_session</c>), by its main name, with all arguments given,
/// defaults too, and the column it fills.
/// </summary>
public sealed record WindowItem(string Function, IReadOnlyList<KqlExpression> Arguments, KqlColumn Column);

/// <summary>The rows of the input in their order, with columns added that depend on neighbours.</summary>
public sealed record Window(KqlPlan Input, IReadOnlyList<WindowItem> Items) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns { get; } = [.. Input.Columns, .. Items.Select(i => i.Column)];

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => Items.SelectMany(i => i.Arguments);

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => new Window(inputs[0], Items);
}

/// <summary>A series of <c>make-series</c>: an aggregate of one output (its column is dynamic in the result) and the value of empty bins.</summary>
public sealed record SeriesItem(AggregateItem Aggregate, KqlExpression Default);

/// <summary>
/// <c>make-series</c>: one row per combination of keys; each item an array with one element per bin of
/// <paramref name="On"/>, which comes last as an array of bin starts. Bins are <c>[From + n*Step, From + (n+1)*Step)</c>,
/// the last before <paramref name="To"/>; without From or To the smallest or the largest value (rounded down to the step) bounds them, the largest included.
/// </summary>
public sealed record MakeSeries(
    KqlPlan Input,
    IReadOnlyList<NamedExpression> Keys,
    IReadOnlyList<SeriesItem> Items,
    NamedExpression On,
    KqlExpression? From,
    KqlExpression? To,
    KqlExpression Step) : KqlPlan
{
    /// <summary>Whether an input without rows and without keys gives one row of default values; else it gives none.</summary>
    public bool IsNonEmpty { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns { get; } =
    [
        .. Keys.Select(k => k.Column),
        .. Items.Select(i => i.Aggregate.Outputs[0] with { Type = KqlType.Dynamic }),
        new(On.Name, KqlType.Dynamic),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions =>
    [
        .. Keys.Select(k => k.Value), .. Items.SelectMany(i => i.Aggregate.Arguments.Append(i.Aggregate.Condition).Append(i.Default)).OfType<KqlExpression>(),
        On.Value, .. new[] { From, To, Step }.OfType<KqlExpression>(),
    ];

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Input = inputs[0] };
}

/// <summary>So many rows of the input, which ones is chance.</summary>
public sealed record Sample(KqlPlan Input, KqlExpression Count) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns => Input.Columns;

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => [Count];

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Input = inputs[0] };
}
