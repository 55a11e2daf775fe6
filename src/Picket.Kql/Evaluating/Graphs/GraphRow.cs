namespace Picket.Kql.Evaluating.Graphs;

/// <summary>The row that a pattern's conditions see while a match grows (<see cref="GraphMatch.Row"/>), filled piece by piece.</summary>
internal sealed class GraphRow
{
    private readonly GraphMatch _match;
    private readonly GraphData _graph;
    private readonly RowValue[] _bodies;
    private readonly int[] _edgeAt;
    private readonly int _nodeWidth;
    private readonly int _pathAt;
    private readonly (IReadOnlyList<int> Arcs, IReadOnlyList<int> Nodes)?[] _paths;
    private readonly bool[] _looksOutside;

    public GraphRow(GraphMatch match, GraphData graph, Func<GraphPathItem, RowValue> compile)
    {
        _match = match;
        _graph = graph;
        _bodies = [.. match.PathItems.Select(compile)];
        _nodeWidth = match.Graph.NodeColumns.Count + KqlGraph.NodeMarks.Count;
        _edgeAt = new int[match.Edges.Count];
        _pathAt = match.Nodes.Count * _nodeWidth;
        for (var i = 0; i < _edgeAt.Length; i++)
        {
            _edgeAt[i] = _pathAt;
            _pathAt += match.Edges[i].Most is null ? match.Graph.EdgeColumns.Count : 0;
        }

        Values = new object?[_pathAt + match.PathItems.Count];
        _paths = new (IReadOnlyList<int>, IReadOnlyList<int>)?[match.Edges.Count];
        _looksOutside = [.. match.PathItems.Select(p => LooksOutside(p.Body))];
    }

    public object?[] Values { get; }

    /// <summary>Fills in a node; what paths made of it before is made anew.</summary>
    public void SetNode(int variable, int node)
    {
        _graph.Nodes[node].CopyTo(Values, variable * _nodeWidth);
        for (var i = 0; i < _bodies.Length; i++)
        {
            if (_looksOutside[i] && _paths[_match.PathItems[i].Edge] is var (arcs, nodes))
                Values[_pathAt + i] = PathValue(_match.PathItems[i], _bodies[i], Elements(_match.PathItems[i], arcs, nodes));
        }
    }

    /// <summary>Fills in a single edge, or the values made from a path: its edges in order and all nodes on it, ends included.</summary>
    public void SetEdge(int edge, IReadOnlyList<int> arcs, IReadOnlyList<int> nodes)
    {
        if (_match.Edges[edge].Most is null)
        {
            _graph.Arcs[arcs[0]].Row.CopyTo(Values, _edgeAt[edge]);
            return;
        }

        _paths[edge] = (arcs, nodes);
        for (var i = 0; i < _bodies.Length; i++)
        {
            if (_match.PathItems[i].Edge == edge)
                Values[_pathAt + i] = PathValue(_match.PathItems[i], _bodies[i], Elements(_match.PathItems[i], arcs, nodes));
        }
    }

    private bool LooksOutside(KqlExpression body) => body is ColumnExpression { Name: var name }
        ? _match.Nodes.Any(n => name.StartsWith(n + ".", StringComparison.Ordinal))
        : body.Parts.Any(LooksOutside);

    private IEnumerable<object?[]> Elements(GraphPathItem item, IReadOnlyList<int> arcs, IReadOnlyList<int> nodes) => item.IsOfNodes
        ? nodes.Skip(1).Take(nodes.Count - 2).Select(n => _graph.Nodes[n])
        : arcs.Select(a => _graph.Arcs[a].Row);

    private object? PathValue(GraphPathItem item, RowValue body, IEnumerable<object?[]> elements)
    {
        var values = elements.Select(e => body([.. e, .. Values.AsSpan(0, _pathAt)]));
        return item.Test switch
        {
            GraphPathTest.All => values.All(v => v is true),
            GraphPathTest.Any => values.Any(v => v is true),
            _ => values.ToArray(),
        };
    }
}
