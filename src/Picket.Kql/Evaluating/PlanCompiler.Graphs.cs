using Picket.Kql.Evaluating.Graphs;
using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

internal sealed partial class PlanCompiler
{
    private delegate GraphData GraphSource();

    private GraphSource CompileGraph(KqlGraph graph) => graph switch
    {
        MakeGraph make => CompileMakeGraph(make),
        GraphComponents parts => CompileComponents(parts),
        GraphFilter filter => CompileGraphFilter(filter),
        _ => throw new InvalidOperationException($"No evaluation for {graph.GetType().Name}."),
    };

    private GraphSource CompileMakeGraph(MakeGraph make)
    {
        var edges = Compile(make.Edges);
        var nodes = make.Nodes.Select(n => (Nodes: n, Source: Compile(n.Table))).ToList();
        return () =>
        {
            var builder = new GraphBuilder(make);
            foreach (var (table, source) in nodes)
                builder.AddNodes(table, Kept(source));
            return builder.Build(Kept(edges));
        };
    }

    // A graph stays in memory to the end of the run, and its rows count as held until then.
    private IEnumerable<object?[]> Kept(RowSource source)
    {
        foreach (var row in source())
        {
            running.Hold(1, ValueBounds.SizeOf(row));
            yield return row;
        }
    }

    private GraphSource CompileComponents(GraphComponents parts)
    {
        var source = CompileGraph(parts.Graph);
        return () =>
        {
            var graph = source();
            return graph.WithProperty(parts.IsStrong ? GraphParts.Strong(graph) : GraphParts.Weak(graph));
        };
    }

    private GraphSource CompileGraphFilter(GraphFilter filter)
    {
        var source = CompileGraph(filter.Graph);
        var predicate = Over(filter.IsOfNodes ? [.. filter.Graph.NodeColumns, .. KqlGraph.NodeMarks] : filter.Graph.EdgeColumns).Compile(filter.Predicate);
        return () => filter.IsOfNodes ? source().WithNodes(row => predicate(row) is true) : source().WithArcs(row => predicate(row) is true);
    }

    private RowSource CompileGraphTable(GraphTable table)
    {
        var source = CompileGraph(table.Graph);
        return () => table.IsOfNodes ? NodeRows(source(), table) : EdgeRows(source(), table);
    }

    private static IEnumerable<object?[]> NodeRows(GraphData graph, GraphTable table) => graph.Properties.Select((row, i) => table.NodeId is null
        ? row
        : [GraphHash.Of(graph.Ids[i]), .. row]);

    private static IEnumerable<object?[]> EdgeRows(GraphData graph, GraphTable table) => graph.Arcs.Select(arc => (object?[])
    [
        .. table.SourceId is null ? [] : new object?[] { GraphHash.Of(graph.Ids[arc.From]) },
        .. table.TargetId is null ? [] : new object?[] { GraphHash.Of(graph.Ids[arc.To]) },
        .. arc.Row,
    ]);

    private RowSource CompileGraphMatch(GraphMatch match)
    {
        var source = CompileGraph(match.Graph);
        var layout = match.Row;
        var over = Over(layout);
        var items = over.Compile(match.Items.Select(i => i.Value));
        Dictionary<GraphPathItem, RowValue> bodies = match.PathItems.ToDictionary(i => i, i => CompileBody(match, i));
        var conditions = new GraphConditions(match, over.Compile);
        return () => Matches().Select(row => Array.ConvertAll(items, item => item(row)));

        IEnumerable<object?[]> Matches()
        {
            var graph = source();
            var row = new GraphRow(match, graph, i => bodies[i]);
            var walk = new GraphWalk(graph, running.Run.CancellationToken);
            return match.Shortest == GraphShortest.No
                ? new GraphMatcher(match, graph, row, conditions, walk).Matches()
                : new GraphShortestPaths(match, graph, row, conditions, walk).Paths();
        }
    }

    private RowValue CompileBody(GraphMatch match, GraphPathItem item)
    {
        IReadOnlyList<KqlColumn> element = item.IsOfNodes ? [.. match.Graph.NodeColumns, .. KqlGraph.NodeMarks] : match.Graph.EdgeColumns;
        return Over([.. element, .. GraphMatch.RowOf(match.Graph, match.Nodes, match.Edges)]).Compile(item.Body);
    }
}
