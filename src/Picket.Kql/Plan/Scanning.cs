namespace Picket.Kql;

/// <summary>Which rows that match a step of <c>scan</c> are given.</summary>
public enum ScanOutput
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>The last of those that match one after another.</summary>
    Last,

    /// <summary>None.</summary>
    None,
}

/// <summary>A column that <c>scan</c> declares, and its value where no step assigns one.</summary>
public sealed record ScanColumn(KqlColumn Column, KqlExpression Default);

/// <summary>
/// A step of <c>scan</c>. Its expressions take the columns of the row, the declared columns, and as <c>step.column</c> those that the steps
/// up to this one hold of the rows they matched.
/// </summary>
public sealed record ScanStep(
    string Name, ScanOutput Output, KqlExpression Condition, IReadOnlyList<NamedExpression> Assignments);

/// <summary>
/// <c>scan</c>: walks over the rows in their order and follows sequences of rows that match one step after another. Gives the matched rows
/// with the declared columns, and the number of the sequence in <paramref name="MatchId"/> if it is named.
/// </summary>
public sealed record Scan(KqlPlan Input, string? MatchId, IReadOnlyList<ScanColumn> Declared, IReadOnlyList<ScanStep> Steps) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns { get; } =
    [
        .. Input.Columns, .. Declared.Select(d => d.Column), .. MatchId is null ? [] : new[] { new KqlColumn(MatchId, KqlType.Long) },
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions =>
        Steps.SelectMany(s => s.Assignments.Select(a => a.Value).Prepend(s.Condition)).Concat(Declared.Select(d => d.Default));

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => new Scan(inputs[0], MatchId, Declared, Steps);
}
