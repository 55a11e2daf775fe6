namespace Picket.Kql.Evaluating.Graphs;

/// <summary>
/// Lays a pattern onto a graph by backtracking: starts at the node the conditions say most of, grows along one edge of the
/// pattern after the other, and drops a match as soon as a condition fails.
/// </summary>
internal sealed class GraphMatcher
{
    private readonly GraphMatch _match;
    private readonly GraphData _graph;
    private readonly GraphRow _row;
    private readonly GraphConditions _conditions;
    private readonly GraphWalk _walk;
    private readonly List<(int Edge, bool IsFromStart)> _order = [];
    private readonly int[] _nodes;
    private readonly HashSet<int> _usedArcs = [];
    private readonly HashSet<int> _usedNodes = [];
    private readonly int _start;
    private ulong _bound;

    public GraphMatcher(GraphMatch match, GraphData graph, GraphRow row, GraphConditions conditions, GraphWalk walk)
    {
        (_match, _graph, _row, _conditions, _walk) = (match, graph, row, conditions, walk);
        _nodes = [.. Enumerable.Repeat(-1, match.Nodes.Count)];
        _start = Enumerable.Range(0, match.Nodes.Count).MaxBy(conditions.Alone);
        Plan();
    }

    /// <summary>The row of each match; one array, filled anew for each.</summary>
    public IEnumerable<object?[]> Matches() => BindAny(_start, 0);

    // Edges in an order in which one end is known already, where the pattern hangs together.
    private void Plan()
    {
        var known = new HashSet<int> { _start };
        var rest = Enumerable.Range(0, _match.Edges.Count).ToList();
        while (rest.Count > 0)
        {
            var next = rest.FindIndex(e => known.Contains(_match.Edges[e].From) || known.Contains(_match.Edges[e].To));
            var edge = rest[Math.Max(next, 0)];
            _order.Add((edge, next < 0 || known.Contains(_match.Edges[edge].From)));
            known.UnionWith([_match.Edges[edge].From, _match.Edges[edge].To]);
            rest.Remove(edge);
        }
    }

    private IEnumerable<object?[]> BindAny(int variable, int step)
    {
        for (var node = 0; node < _graph.Nodes.Count; node++)
        {
            foreach (var row in Bind(variable, node, step, arcs: null))
                yield return row;
        }
    }

    /// <summary>Binds a node (and the edge that led to it, bound already), and goes on if nothing speaks against it.</summary>
    private IEnumerable<object?[]> Bind(int variable, int node, int step, IReadOnlyList<int>? arcs)
    {
        var isNew = _nodes[variable] < 0;
        if ((!isNew && _nodes[variable] != node) || (isNew && _match.Cycles == GraphCycles.None && _usedNodes.Contains(node)))
            yield break;

        var edgeBit = arcs is null ? 0 : _conditions.EdgeBit(_order[step - 1].Edge);
        var added = edgeBit | (isNew ? GraphConditions.NodeBit(variable) : 0);
        if (isNew)
        {
            _nodes[variable] = node;
            _usedNodes.Add(node);
            _row.SetNode(variable, node);
        }

        _bound |= added;
        if (_conditions.Hold(_row.Values, _bound, added))
        {
            foreach (var row in Grow(step))
                yield return row;
        }

        _bound &= ~added;
        if (!isNew)
            yield break;
        _nodes[variable] = -1;
        _usedNodes.Remove(node);
    }

    private IEnumerable<object?[]> Grow(int step)
    {
        if (step == _order.Count)
        {
            var free = Array.IndexOf(_nodes, -1);
            return free < 0 ? [_row.Values] : BindAny(free, step);
        }

        var (edge, isFromStart) = _order[step];
        var pattern = _match.Edges[edge];
        var (from, to) = isFromStart ? (pattern.From, pattern.To) : (pattern.To, pattern.From);
        if (_nodes[from] < 0)
            return BindAny(from, step);
        var direction = isFromStart ? pattern.Direction : GraphWalk.Reversed(pattern.Direction);
        return Extend(step, direction, to, [], [_nodes[from]], isFromStart);
    }

    // Paths from the last of the nodes on, the shorter ones first.
    private IEnumerable<object?[]> Extend(int step, GraphDirection direction, int to, List<int> arcs, List<int> nodes, bool isFromStart)
    {
        var edge = _order[step].Edge;
        var pattern = _match.Edges[edge];
        if (arcs.Count >= pattern.Least)
        {
            _row.SetEdge(edge, isFromStart ? [.. arcs] : [.. Enumerable.Reverse(arcs)], isFromStart ? [.. nodes] : [.. Enumerable.Reverse(nodes)]);
            foreach (var row in Bind(to, nodes[^1], step + 1, arcs))
                yield return row;
        }

        if (arcs.Count >= (pattern.Most ?? 1))
            yield break;
        foreach (var (arc, node) in _walk.From(nodes[^1], direction))
        {
            if (!MayWalk(arc, node, nodes, to))
                continue;
            var isFirst = _usedArcs.Add(arc);
            arcs.Add(arc);
            nodes.Add(node);
            foreach (var row in Extend(step, direction, to, arcs, nodes, isFromStart))
                yield return row;
            arcs.RemoveAt(arcs.Count - 1);
            nodes.RemoveAt(nodes.Count - 1);
            if (isFirst)
                _usedArcs.Remove(arc);
        }
    }

    private bool MayWalk(int arc, int node, List<int> nodes, int to) => _match.Cycles switch
    {
        GraphCycles.All => true,
        GraphCycles.UniqueEdges => !_usedArcs.Contains(arc),
        _ => !nodes.Contains(node) && (!_usedNodes.Contains(node) || _nodes[to] == node),
    };
}
