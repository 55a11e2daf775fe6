namespace Picket.Kql.Evaluating.Graphs;

/// <summary>An edge as it lies in memory: the places of its nodes and its properties.</summary>
internal readonly record struct GraphArc(int From, int To, object?[] Row);

/// <summary>
/// A graph in memory. A node's row holds its properties, then its marks (<see cref="KqlGraph.NodeMarks"/>): id, edges in, edges out.
/// </summary>
internal sealed class GraphData
{
    private readonly Lazy<(int[][] Out, int[][] In)> _ways;

    public GraphData(IReadOnlyList<object?[]> properties, IReadOnlyList<string> ids, IReadOnlyList<GraphArc> arcs)
    {
        Ids = ids;
        Arcs = arcs;
        _ways = new Lazy<(int[][] Out, int[][] In)>(() => (Ways(a => a.From), Ways(a => a.To)));
        Nodes = [.. properties.Select((p, i) => (object?[])[.. p, ids[i], (long)In(i).Length, (long)Out(i).Length])];
        Properties = properties;
    }

    /// <summary>Rows of nodes, marks included.</summary>
    public IReadOnlyList<object?[]> Nodes { get; }

    /// <summary>Rows of nodes without their marks.</summary>
    public IReadOnlyList<object?[]> Properties { get; }

    public IReadOnlyList<string> Ids { get; }

    public IReadOnlyList<GraphArc> Arcs { get; }

    /// <summary>The edges that leave a node.</summary>
    public int[] Out(int node) => _ways.Value.Out[node];

    /// <summary>The edges that come to a node.</summary>
    public int[] In(int node) => _ways.Value.In[node];

    /// <summary>The graph of those nodes for which <paramref name="isKept"/> is true, and the edges between them.</summary>
    public GraphData WithNodes(Func<object?[], bool> isKept)
    {
        var places = new int[Nodes.Count];
        var kept = new List<int>();
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = isKept(Nodes[i]) ? kept.Count : -1;
            if (places[i] >= 0)
                kept.Add(i);
        }

        return new GraphData([.. kept.Select(i => Properties[i])], [.. kept.Select(i => Ids[i])],
            [.. Arcs.Where(a => places[a.From] >= 0 && places[a.To] >= 0).Select(a => a with { From = places[a.From], To = places[a.To] })]);
    }

    /// <summary>The graph with those edges for which <paramref name="isKept"/> is true, and all nodes.</summary>
    public GraphData WithArcs(Func<object?[], bool> isKept) => new(Properties, Ids, [.. Arcs.Where(a => isKept(a.Row))]);

    /// <summary>The graph with one more property per node.</summary>
    public GraphData WithProperty(IReadOnlyList<long> values) => new([.. Properties.Select((p, i) => (object?[])[.. p, values[i]])], Ids, Arcs);

    private int[][] Ways(Func<GraphArc, int> end)
    {
        var ways = new List<int>[Ids.Count];
        for (var i = 0; i < Arcs.Count; i++)
            (ways[end(Arcs[i])] ??= []).Add(i);
        return [.. ways.Select(w => w?.ToArray() ?? [])];
    }
}
