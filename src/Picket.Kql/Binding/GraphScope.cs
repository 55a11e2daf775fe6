namespace Picket.Kql.Binding;

/// <summary>What the names of a graph pattern mean while its conditions and items are bound, and the path items these need.</summary>
internal sealed class GraphScope(KqlGraph graph)
{
    private readonly List<string> _nodes = [];
    private readonly List<GraphEdge> _edges = [];
    private readonly List<GraphPathItem> _items = [];

    public KqlGraph Graph => graph;

    public IReadOnlyList<string> Nodes => _nodes;

    public IReadOnlyList<GraphEdge> Edges => _edges;

    public IReadOnlyList<GraphPathItem> PathItems => _items;

    /// <summary>The place of a node by its name, a new one for a new name; without a name always a new one.</summary>
    public int Node(string name)
    {
        var at = name.Length == 0 ? -1 : _nodes.IndexOf(name);
        if (at >= 0)
            return at;
        _nodes.Add(name.Length == 0 ? $"$node{_nodes.Count}" : name);
        return _nodes.Count - 1;
    }

    /// <summary>Adds an edge; false when the name is taken.</summary>
    public bool TryAdd(GraphEdge edge)
    {
        var isNew = edge.Name.Length == 0 || (_edges.All(e => e.Name != edge.Name) && !_nodes.Contains(edge.Name));
        _edges.Add(edge with { Name = edge.Name.Length == 0 ? $"$edge{_edges.Count}" : edge.Name });
        return isNew;
    }

    public bool IsNode(string name) => _nodes.Contains(name);

    public int EdgeAt(string name) => _edges.FindIndex(e => e.Name == name);

    /// <summary>The column that a value made from a path fills; equal ones share it.</summary>
    public ColumnExpression PathValue(GraphPathTest test, int edge, bool isOfNodes, KqlExpression body)
    {
        var column = new KqlColumn($"$path{_items.Count}", test == GraphPathTest.Map ? KqlType.Dynamic : KqlType.Bool);
        _items.Add(new GraphPathItem(test, edge, isOfNodes, body, column));
        return new ColumnExpression(column.Name, column.Type);
    }
}
