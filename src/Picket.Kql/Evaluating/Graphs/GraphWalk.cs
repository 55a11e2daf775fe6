namespace Picket.Kql.Evaluating.Graphs;

/// <summary>What all searches over one graph share: the ways out of a node, and the count of edges walked, which is bounded.</summary>
internal sealed class GraphWalk(GraphData graph, CancellationToken cancellationToken)
{
    private long _walked;

    /// <summary>The edges of a node in a direction, each with the node at its other end.</summary>
    public IEnumerable<(int Arc, int Node)> From(int node, GraphDirection direction)
    {
        if (direction != GraphDirection.Backward)
        {
            foreach (var arc in graph.Out(node))
                yield return (Count(arc), graph.Arcs[arc].To);
        }

        if (direction == GraphDirection.Forward)
            yield break;
        foreach (var arc in graph.In(node))
        {
            // A loop is one way, not two.
            if (direction == GraphDirection.Backward || graph.Arcs[arc].From != node)
                yield return (Count(arc), graph.Arcs[arc].From);
        }
    }

    public static GraphDirection Reversed(GraphDirection direction) => direction switch
    {
        GraphDirection.Forward => GraphDirection.Backward,
        GraphDirection.Backward => GraphDirection.Forward,
        _ => direction,
    };

    private int Count(int arc)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (++_walked > KqlLimits.MaxGraphWalk)
        {
            throw new KqlRunException(KqlCodes.RunTooLarge,
                $"The graph pattern walks more than {KqlLimits.MaxGraphWalk} edges. Shorten its paths, or say more about its nodes in 'where'.");
        }

        return arc;
    }
}
