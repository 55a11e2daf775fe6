namespace Picket.Kql.Evaluating.Graphs;

/// <summary>Puts the rows of <c>make-graph</c> together.</summary>
internal sealed class GraphBuilder(MakeGraph make)
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<string> _ids = [];
    private readonly List<object?[]> _rows = [];
    private readonly List<GraphArc> _arcs = [];
    private readonly int _width = make.NodeColumns.Count;

    /// <summary>Adds the rows of one of the node tables; of several rows with one id the first counts.</summary>
    public void AddNodes(GraphNodes nodes, IEnumerable<object?[]> rows)
    {
        var columns = nodes.Table.Columns;
        var id = PlaceOf(columns, nodes.Id);
        var targets = columns.Select(c => PlaceOf(make.NodeColumns, c.Name)).ToArray();
        foreach (var row in rows)
        {
            var key = KqlFormat.Text(row[id]);
            if (!_places.TryAdd(key, _rows.Count))
                continue;
            var properties = Blank();
            for (var i = 0; i < targets.Length; i++)
                properties[targets[i]] = row[i];
            _ids.Add(key);
            _rows.Add(properties);
        }
    }

    public GraphData Build(IEnumerable<object?[]> edges)
    {
        var source = PlaceOf(make.EdgeColumns, make.Source);
        var target = PlaceOf(make.EdgeColumns, make.Target);
        foreach (var edge in edges)
            _arcs.Add(new GraphArc(Node(edge[source]), Node(edge[target]), edge));
        return new GraphData(_rows, _ids, _arcs);
    }

    // A node that only an edge names has no other property than its id.
    private int Node(object? id)
    {
        var key = KqlFormat.Text(id);
        if (_places.TryGetValue(key, out var place))
            return place;
        var properties = Blank();
        properties[make.Nodes.Count == 0 ? 0 : PlaceOf(make.NodeColumns, make.Nodes[0].Id)] = id;
        _places[key] = _rows.Count;
        _ids.Add(key);
        _rows.Add(properties);
        return _rows.Count - 1;
    }

    private object?[] Blank()
    {
        var row = new object?[_width];
        for (var i = 0; i < row.Length; i++)
            row[i] = make.NodeColumns[i].Type == KqlType.String ? "" : null;
        return row;
    }

    private static int PlaceOf(IReadOnlyList<KqlColumn> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name == name)
                return i;
        }

        throw new InvalidOperationException($"There is no column '{name}'.");
    }
}
