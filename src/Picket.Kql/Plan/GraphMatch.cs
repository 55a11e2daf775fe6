namespace Picket.Kql;

/// <summary>Which way an edge of a pattern is walked.</summary>
public enum GraphDirection
{
    /// <summary><c>(a)-[e]->(b)</c></summary>
    Forward,

    /// <summary><c>(a)&lt;-[e]-(b)</c></summary>
    Backward,

    /// <summary><c>(a)-[e]-(b)</c></summary>
    Either,
}

/// <summary>One edge of a pattern between two of its nodes (by place), or, when <paramref name="Most"/> is given, a path of <paramref name="Least"/> to Most edges.</summary>
public sealed record GraphEdge(string Name, int From, int To, GraphDirection Direction, int Least, int? Most);

/// <summary>Whether edges and nodes may come twice in one match.</summary>
public enum GraphCycles
{
    /// <summary>An edge only once; the default.</summary>
    UniqueEdges,

    /// <summary>Both.</summary>
    All,

    /// <summary>Neither.</summary>
    None,
}

/// <summary>What is asked of a path's elements.</summary>
public enum GraphPathTest
{
    /// <summary>The predicate is true for all of them.</summary>
    All,

    /// <summary>It is true for one of them.</summary>
    Any,

    /// <summary>The values, as an array.</summary>
    Map,
}

/// <summary>
/// A value made from the edges of a path (by its place among the pattern's edges), or from the nodes between them: <paramref name="Body"/> is computed
/// for each over its properties (for nodes their marks too).
/// </summary>
public sealed record GraphPathItem(GraphPathTest Test, int Edge, bool IsOfNodes, KqlExpression Body, KqlColumn Column);

/// <summary>Which of the shortest paths are wanted.</summary>
public enum GraphShortest
{
    /// <summary>Paths of any length: <c>graph-match</c>.</summary>
    No,

    /// <summary>One per pair of ends.</summary>
    Any,

    /// <summary>All of the least length per pair of ends.</summary>
    All,
}

/// <summary>
/// <c>graph-match</c> and <c>graph-shortest-paths</c>: a row per way to lay the pattern onto the graph so that all conditions hold.
/// Conditions and items are over <see cref="Row"/>.
/// </summary>
public sealed record GraphMatch(
    KqlGraph Graph,
    IReadOnlyList<string> Nodes,
    IReadOnlyList<GraphEdge> Edges,
    GraphCycles Cycles,
    GraphShortest Shortest,
    IReadOnlyList<GraphPathItem> PathItems,
    IReadOnlyList<KqlExpression> Conditions,
    IReadOnlyList<NamedExpression> Items) : KqlPlan
{
    /// <summary>What conditions see: for each node <c>name.property</c> and its marks, for each single edge <c>name.property</c>, then the path items.</summary>
    public IReadOnlyList<KqlColumn> Row => [.. RowOf(Graph, Nodes, Edges), .. PathItems.Select(p => p.Column)];

    /// <inheritdoc/>
    public override IReadOnlyList<KqlColumn> Columns { get; } = [.. Items.Select(i => i.Column)];

    /// <inheritdoc/>
    public override IReadOnlyList<KqlPlan> Inputs => [Graph];

    /// <inheritdoc/>
    public override IEnumerable<KqlExpression> Expressions => PathItems.Select(p => p.Body).Concat(Conditions).Concat(Items.Select(i => i.Value));

    /// <inheritdoc/>
    public override KqlPlan WithInputs(IReadOnlyList<KqlPlan> inputs) => this with { Graph = (KqlGraph)inputs[0] };

    internal static IEnumerable<KqlColumn> RowOf(KqlGraph graph, IReadOnlyList<string> nodes, IReadOnlyList<GraphEdge> edges) =>
        nodes.SelectMany(n => graph.NodeColumns.Concat(KqlGraph.NodeMarks).Select(c => c with { Name = $"{n}.{c.Name}" }))
            .Concat(edges.Where(e => e.Most is null).SelectMany(e => graph.EdgeColumns.Select(c => c with { Name = $"{e.Name}.{c.Name}" })));
}
