namespace Picket.Kql;

/// <summary>A relational plan: what to compute, not how. Column names are unique in each relation; case matters.</summary>
public abstract record KqlPlan
{
    /// <summary>The columns of the relation, in order.</summary>
    public abstract IReadOnlyList<KqlColumn> Columns { get; }

    /// <summary>The relations this one is made of.</summary>
    public virtual IReadOnlyList<KqlPlan> Inputs => [];

    /// <summary>The expressions of this step itself.</summary>
    public virtual IEnumerable<KqlExpression> Expressions => [];

    /// <summary>This step over other relations with at least the same columns, in the order of <see cref="Inputs"/>.</summary>
    public virtual KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this;
}

/// <summary>A lower-case ASCII term (see <see cref="KqlTerms"/>) that stands in the stored text of <paramref name="Column"/>.</summary>
public sealed record RequiredTerm(string Column, string Term);

/// <summary>The rows of a stored table.</summary>
public sealed record TableScan(string Table, IReadOnlyList<KqlColumn> NeededColumns) : KqlPlan
{
    /// <summary>The earliest <c>TimeGenerated</c> a wanted row can have; null where the query sets no bound.</summary>
    public DateTime? From { get; init; }

    /// <summary>The latest <c>TimeGenerated</c> a wanted row can have; null where the query sets no bound.</summary>
    public DateTime? To { get; init; }

    /// <summary>Terms that every wanted row has; what a term filter says is absent need not be read.</summary>
    public IReadOnlyList<RequiredTerm> RequiredTerms { get; init; } = [];

    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns => NeededColumns;
}

/// <summary>Rows written in the query (<c>datatable</c>, <c>print</c>).</summary>
public sealed record InlineTable(IReadOnlyList<KqlColumn> Schema, IReadOnlyList<IReadOnlyList<KqlExpression>> Rows) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns => Schema;

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => Rows.SelectMany(r => r);
}

/// <summary><c>range</c>: from, by steps, up to and including to.</summary>
public sealed record RangeTable(KqlColumn Column, KqlExpression From, KqlExpression To, KqlExpression Step) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns => [Column];

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => [From, To, Step];
}

/// <summary>Rows for which the predicate is true.</summary>
public sealed record Filter(KqlPlan Input, KqlExpression Predicate) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns => Input.Columns;

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Input = inputs[0] };

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => [Predicate];
}

/// <summary>A computed column.</summary>
public sealed record NamedExpression(string Name, KqlExpression Value)
{
    /// <summary>The column it makes.</summary>
    public KqlColumn Column => new(Name, Value.Type);
}

/// <summary>Each row turned into another (<c>project</c>, <c>extend</c> and their like).</summary>
public sealed record Project(KqlPlan Input, IReadOnlyList<NamedExpression> Items) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns { get; } = [.. Items.Select(i => i.Column)];

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Input = inputs[0] };

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => Items.Select(i => i.Value);
}

/// <summary>
/// An aggregate by its main name, over the rows where <paramref name="Condition"/> (if any) is true. It makes one column,
/// or (<c>arg_max</c>, <c>arg_min</c>, <c>take_any</c>) one per value taken from the chosen row.
/// </summary>
public sealed record AggregateItem(
    string Function, IReadOnlyList<KqlExpression> Arguments, IReadOnlyList<KqlColumn> Outputs, KqlExpression? Condition);

/// <summary>One row per distinct combination of keys; without keys always one row. <c>distinct</c> has keys only.</summary>
public sealed record Aggregate(KqlPlan Input, IReadOnlyList<NamedExpression> Keys, IReadOnlyList<AggregateItem> Items) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns { get; } = [.. Keys.Select(k => k.Column), .. Items.SelectMany(i => i.Outputs)];

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Input = inputs[0] };

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => Keys.Select(k => k.Value).Concat(Items.SelectMany(i => i.Arguments.Append(i.Condition)).OfType<KqlExpression>());
}

/// <summary>What to sort by.</summary>
public sealed record SortKey(KqlExpression Value, bool IsAscending, bool IsNullsFirst);

/// <summary>Rows in order.</summary>
public sealed record Sort(KqlPlan Input, IReadOnlyList<SortKey> Keys) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns => Input.Columns;

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Input = inputs[0] };

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => Keys.Select(k => k.Value);
}

/// <summary>The first rows.</summary>
public sealed record Take(KqlPlan Input, KqlExpression Count) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns => Input.Columns;

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Input = inputs[0] };

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => [Count];
}

/// <summary>The kinds of join.</summary>
public enum JoinKind
{
    /// <summary>Left rows made unique by key (the first is kept), then as <see cref="Inner"/>. The default.</summary>
    InnerUnique,

    /// <summary>All matching pairs.</summary>
    Inner,

    /// <summary>All left rows, with nulls where none matches.</summary>
    LeftOuter,

    /// <summary>All right rows, with nulls where none matches.</summary>
    RightOuter,

    /// <summary>All rows of both.</summary>
    FullOuter,

    /// <summary>Left rows without a match.</summary>
    LeftAnti,

    /// <summary>Right rows without a match.</summary>
    RightAnti,

    /// <summary>Left rows with a match.</summary>
    LeftSemi,

    /// <summary>Right rows with a match.</summary>
    RightSemi,
}

/// <summary>A pair of values, of one type, that must be equal.</summary>
public sealed record JoinKey(KqlExpression Left, KqlExpression Right);

/// <summary>A column of a join: the side it comes from, its name there and here.</summary>
public sealed record JoinColumn(bool IsLeft, string Source, KqlColumn Column);

/// <summary>Rows of two relations brought together by equal keys.</summary>
public sealed record Join(
    JoinKind Kind, KqlPlan Left, KqlPlan Right, IReadOnlyList<JoinKey> Keys, IReadOnlyList<JoinColumn> Outputs) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns { get; } = [.. Outputs.Select(o => o.Column)];

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Left, Right];

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Left = inputs[0], Right = inputs[1] };

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => Keys.SelectMany(k => new[] { k.Left, k.Right });
}

/// <summary>All rows of relations that have the same columns in the same order.</summary>
public sealed record Union(IReadOnlyList<KqlPlan> Tables) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns => Tables[0].Columns;

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => Tables;

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Tables = inputs };
}

/// <summary>A dynamic value to expand, and the column its elements fill, converted to the column's type.</summary>
public sealed record ExpandItem(KqlExpression Value, KqlColumn Column);

/// <summary>
/// <c>mv-expand</c>: a row per element of the arrays (or per property of the bags), side by side. A null gives one row, an
/// empty array none. The result has <paramref name="Kept"/> columns of the input, then the items, then the element's index.
/// </summary>
public sealed record Expand(
    KqlPlan Input, IReadOnlyList<KqlColumn> Kept, IReadOnlyList<ExpandItem> Items, string? IndexName, long? Limit) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns { get; } =
    [
        .. Kept, .. Items.Select(i => i.Column), .. IndexName is null ? [] : new[] { new KqlColumn(IndexName, KqlType.Long) },
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Input = inputs[0] };

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => Items.Select(i => i.Value);
}

/// <summary><c>materialize()</c>: computed once, however often it is used; the id tells which are the same.</summary>
public sealed record Materialized(int Id, KqlPlan Input) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns => Input.Columns;

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Input];

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Input = inputs[0] };
}
