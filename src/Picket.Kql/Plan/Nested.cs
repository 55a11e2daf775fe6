namespace Picket.Kql;

/// <summary>Rows that whoever runs the plan hands in; the id tells which.</summary>
public sealed record GivenRows(int Id, IReadOnlyList<KqlColumn> Schema) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns => Schema;
}

/// <summary>
/// <c>mv-apply</c>: each row of <paramref name="Input"/> is expanded as <see cref="Expand"/> does it, <paramref name="Each"/> runs over the rows
/// that come of it (its leaf is <paramref name="Rows"/>, with the columns of <paramref name="Expanded"/>), and its result rows are joined
/// to the kept columns of the row. <paramref name="Expanded"/> stands over a <see cref="GivenRows"/> that holds the one row.
/// </summary>
public sealed record Apply(
    KqlPlan Input, Expand Expanded, GivenRows Rows, KqlPlan Each, IReadOnlyList<KqlColumn> Kept) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns { get; } = [.. Kept, .. Each.Columns];

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => Expanded.Expressions;

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Input = inputs[0] };
}

/// <summary>
/// <c>partition</c>: <paramref name="Each"/> runs once per distinct <paramref name="Key"/> over the rows of that key (its leaf is
/// <paramref name="Rows"/>, with the columns of the input); the results are one after another.
/// </summary>
public sealed record Partition(KqlPlan Input, KqlExpression Key, GivenRows Rows, KqlPlan Each) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns => Each.Columns;

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => [Key];

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Input = inputs[0] };
}

/// <summary>
/// <c>evaluate plugin(…)</c> and operators that are like one (<c>reduce</c>): by its main name, over the input and other
/// tables it takes (the first of <paramref name="Tables"/> is the piped one, if there is one), with scalar arguments (columns of the
/// first table or constants) in the order the plug-in documents them.
/// </summary>
public sealed record Plugin(
    string Name, IReadOnlyList<KqlPlan> Tables, IReadOnlyList<KqlExpression> Arguments, IReadOnlyList<KqlColumn> Schema) : KqlPlan
{
    /// <summary>Whether data would have made more columns but there were none: later steps take an unknown name for a null.</summary>
    public bool IsOpen { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns => Schema;

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => Tables;

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => Arguments;

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Tables = inputs };
}

/// <summary><c>externaldata</c>: rows read from addresses outside; whether that is allowed is for whoever runs the plan.</summary>
public sealed record ExternalData(
    IReadOnlyList<KqlColumn> Schema, IReadOnlyList<string> Addresses, IReadOnlyDictionary<string, string> Options) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns => Schema;
}
