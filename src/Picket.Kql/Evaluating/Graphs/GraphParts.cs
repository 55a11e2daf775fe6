namespace Picket.Kql.Evaluating.Graphs;

/// <summary>Connected components of a graph, numbered from 0 in the order in which their first node comes.</summary>
internal static class GraphParts
{
    /// <summary>Components without regard to direction.</summary>
    public static long[] Weak(GraphData graph)
    {
        var parts = new long[graph.Ids.Count];
        Array.Fill(parts, -1);
        var next = 0L;
        var open = new Stack<int>();
        for (var start = 0; start < parts.Length; start++)
        {
            if (parts[start] >= 0)
                continue;
            parts[start] = next++;
            open.Push(start);
            while (open.TryPop(out var node))
            {
                foreach (var other in graph.Out(node).Select(a => graph.Arcs[a].To).Concat(graph.In(node).Select(a => graph.Arcs[a].From)))
                {
                    if (parts[other] >= 0)
                        continue;
                    parts[other] = parts[start];
                    open.Push(other);
                }
            }
        }

        return parts;
    }

    /// <summary>Components whose nodes reach each other along the edges: Kosaraju's algorithm, with stacks of its own.</summary>
    public static long[] Strong(GraphData graph)
    {
        var order = Finished(graph);
        var roots = new int[graph.Ids.Count];
        Array.Fill(roots, -1);
        var open = new Stack<int>();
        for (var i = order.Count - 1; i >= 0; i--)
        {
            if (roots[order[i]] >= 0)
                continue;
            roots[order[i]] = order[i];
            open.Push(order[i]);
            while (open.TryPop(out var node))
            {
                foreach (var arc in graph.In(node))
                {
                    var from = graph.Arcs[arc].From;
                    if (roots[from] >= 0)
                        continue;
                    roots[from] = order[i];
                    open.Push(from);
                }
            }
        }

        var numbers = new Dictionary<int, long>();
        return [.. roots.Select(r => numbers.TryGetValue(r, out var number) ? number : numbers[r] = numbers.Count)];
    }

    // Nodes in the order in which a depth-first walk is done with them.
    private static List<int> Finished(GraphData graph)
    {
        var order = new List<int>(graph.Ids.Count);
        var isSeen = new bool[graph.Ids.Count];
        var open = new Stack<(int Node, int Next)>();
        for (var start = 0; start < isSeen.Length; start++)
        {
            if (isSeen[start])
                continue;
            isSeen[start] = true;
            open.Push((start, 0));
            while (open.TryPop(out var at))
            {
                var ways = graph.Out(at.Node);
                if (at.Next == ways.Length)
                {
                    order.Add(at.Node);
                    continue;
                }

                open.Push((at.Node, at.Next + 1));
                var to = graph.Arcs[ways[at.Next]].To;
                if (isSeen[to])
                    continue;
                isSeen[to] = true;
                open.Push((to, 0));
            }
        }

        return order;
    }
}
