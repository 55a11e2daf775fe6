namespace Picket.Kql.Evaluating.Graphs;

/// <summary>Shortest paths by breadth-first search from every start that its conditions allow.</summary>
internal sealed class GraphShortestPaths(GraphMatch match, GraphData graph, GraphRow row, GraphConditions conditions, GraphWalk walk)
{
    private readonly GraphEdge _edge = match.Edges[0];

    /// <summary>The row of each path; one array, filled anew for each.</summary>
    public IEnumerable<object?[]> Paths()
    {
        var startBit = GraphConditions.NodeBit(_edge.From);
        for (var start = 0; start < graph.Nodes.Count; start++)
        {
            row.SetNode(_edge.From, start);
            if (!conditions.Hold(row.Values, startBit, startBit))
                continue;
            foreach (var found in From(start))
                yield return found;
        }
    }

    private IEnumerable<object?[]> From(int start)
    {
        var (distances, ways) = Search(start);
        var nodeBits = GraphConditions.NodeBit(_edge.From) | GraphConditions.NodeBit(_edge.To);
        for (var end = 0; end < graph.Nodes.Count; end++)
        {
            if (distances[end] < Math.Max(1, _edge.Least) || (_edge.From == _edge.To && end != start))
                continue;
            row.SetNode(_edge.To, end);
            if (!conditions.Hold(row.Values, nodeBits, GraphConditions.NodeBit(_edge.To)))
                continue;
            foreach (var path in Back(end, start, ways, []))
            {
                row.SetEdge(0, [.. path.Select(p => p.Arc)], [start, .. path.Select(p => p.Node)]);
                if (!conditions.Hold(row.Values, nodeBits | conditions.EdgeBit(0), conditions.EdgeBit(0)))
                    continue;
                yield return row.Values;
                if (match.Shortest == GraphShortest.Any)
                    break;
            }
        }
    }

    // The distance of each node, -1 where there is no path, and the edges by which it is first reached.
    private (int[] Distances, List<(int Arc, int From)>?[] Ways) Search(int start)
    {
        var distances = new int[graph.Nodes.Count];
        Array.Fill(distances, -1);
        distances[start] = 0;
        var ways = new List<(int Arc, int From)>?[graph.Nodes.Count];
        var level = new List<int> { start };
        for (var length = 1; length <= _edge.Most && level.Count > 0; length++)
        {
            var next = new List<int>();
            foreach (var node in level)
            {
                foreach (var (arc, to) in walk.From(node, _edge.Direction))
                {
                    if (distances[to] < 0)
                    {
                        distances[to] = length;
                        next.Add(to);
                    }

                    if (distances[to] == length)
                        (ways[to] ??= []).Add((arc, node));
                }
            }

            level = next;
        }

        return (distances, ways);
    }

    // All paths that lead back from a node to the start, each from the start on.
    private static IEnumerable<List<(int Arc, int Node)>> Back(int node, int start, List<(int Arc, int From)>?[] ways, List<(int Arc, int Node)> tail)
    {
        if (node == start)
        {
            yield return [.. Enumerable.Reverse(tail)];
            yield break;
        }

        foreach (var (arc, from) in ways[node]!)
        {
            tail.Add((arc, node));
            foreach (var path in Back(from, start, ways, tail))
                yield return path;
            tail.RemoveAt(tail.Count - 1);
        }
    }
}
