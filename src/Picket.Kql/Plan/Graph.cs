namespace Picket.Kql;

/// <summary>
/// A property graph made of two relations. As a relation it is its edges; only the graph operators know its nodes. Predicates over nodes may
/// also name the columns of <see cref="NodeMarks"/>.
/// </summary>
public abstract record KqlGraph : KqlPlan
{
    /// <summary>What is known of a node besides its properties: its id as text, and how many edges come in and go out.</summary>
    internal static readonly IReadOnlyList<KqlColumn> NodeMarks =
        [new("$id", KqlType.String), new("$in", KqlType.Long), new("$out", KqlType.Long)];

    /// <summary>The properties of an edge.</summary>
    public abstract IReadOnlyList<KqlColumn> EdgeColumns { get; }

    /// <summary>The properties of a node.</summary>
    public abstract IReadOnlyList<KqlColumn> NodeColumns { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns => EdgeColumns;
}

/// <summary>Rows that describe nodes, and the column that holds a node's id.</summary>
public sealed record GraphNodes(KqlPlan Table, string Id);

/// <summary>
/// <c>make-graph</c>: one edge per row, from the id in <paramref name="Source"/> to that in <paramref name="Target"/>. Nodes are the rows of
/// <paramref name="Nodes"/> and every id that an edge names; without node tables their one property, <paramref name="NodeId"/>, is the id.
/// </summary>
public sealed record MakeGraph(KqlPlan Edges, string Source, string Target, IReadOnlyList<GraphNodes> Nodes, string? NodeId) : KqlGraph
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> EdgeColumns => Edges.Columns;

    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> NodeColumns { get; } = Nodes.Count > 0
        ? [.. Nodes.SelectMany(n => n.Table.Columns).DistinctBy(c => c.Name)]
        : [new KqlColumn(NodeId ?? "$id", Edges.Columns.First(c => c.Name == Source).Type)];

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Edges, .. Nodes.Select(n => n.Table)];

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) =>
        new MakeGraph(inputs[0], Source, Target, [.. Nodes.Select((n, i) => n with { Table = inputs[i + 1] })], NodeId);
}

/// <summary><c>graph-mark-components</c>: the graph with a number per node that nodes of one (weakly or strongly) connected component share.</summary>
public sealed record GraphComponents(KqlGraph Graph, string Column, bool IsStrong) : KqlGraph
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> EdgeColumns => Graph.EdgeColumns;

    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> NodeColumns { get; } = [.. Graph.NodeColumns, new KqlColumn(Column, KqlType.Long)];

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Graph];

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Graph = (KqlGraph)inputs[0] };
}

/// <summary><c>graph-where-nodes</c> and <c>graph-where-edges</c>: the nodes (with the edges between them), or the edges, for which the predicate is true.</summary>
public sealed record GraphFilter(KqlGraph Graph, KqlExpression Predicate, bool IsOfNodes) : KqlGraph
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> EdgeColumns => Graph.EdgeColumns;

    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> NodeColumns => Graph.NodeColumns;

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Graph];

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => [Predicate];

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Graph = (KqlGraph)inputs[0] };
}

/// <summary><c>graph-to-table</c>: the nodes or the edges as rows; the id columns, where named, come first.</summary>
public sealed record GraphTable(KqlGraph Graph, bool IsOfNodes, string? NodeId, string? SourceId, string? TargetId) : KqlPlan
{
    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns { get; } =
    [
        .. new[] { NodeId, SourceId, TargetId }.OfType<string>().Select(n => new KqlColumn(n, KqlType.Long)),
        .. IsOfNodes ? Graph.NodeColumns : Graph.EdgeColumns,
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Graph];

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Graph = (KqlGraph)inputs[0] };
}
