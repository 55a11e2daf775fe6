using Picket.Kql.Syntax;

namespace Picket.Kql.Binding;

internal sealed partial class Binder
{
    private GraphMatch? BindGraphMatch(KqlGraph graph, GraphMatchSyntax match, Scope outer)
    {
        var pattern = new GraphScope(graph);
        foreach (var part in match.Patterns)
            AddPattern(pattern, part);
        if (pattern.Edges.Count == 0 && match.IsShortest)
            return WrongShortest(match);
        if (match.IsShortest && (pattern.Edges.Count != 1 || pattern.Edges[0].Most is null))
            return WrongShortest(match);

        var scope = outer with { Row = [.. GraphMatch.RowOf(graph, pattern.Nodes, pattern.Edges)], Graph = pattern };
        var condition = match.Where is null ? null : BindPredicate(match.Where, scope);
        var items = match.Items is null ? AllOf(pattern) : BindItems(match.Items, scope, i => $"Column{i + 1}");
        return new GraphMatch(graph, pattern.Nodes, pattern.Edges, CyclesOf(match), ShortestOf(match), pattern.PathItems, Conjuncts(condition), items);
    }

    private GraphMatch? WrongShortest(GraphMatchSyntax match)
    {
        diagnostics.Add(KqlCodes.Unexpected, match.Span, "'graph-shortest-paths' takes one path: (start)-[path*1..5]->(end).");
        return null;
    }

    private void AddPattern(GraphScope pattern, GraphPatternSyntax part)
    {
        var from = pattern.Node(part.Nodes[0].Text);
        for (var i = 0; i < part.Edges.Count; i++)
        {
            var to = pattern.Node(part.Nodes[i + 1].Text);
            var edge = part.Edges[i];
            if (!pattern.TryAdd(new GraphEdge(edge.Name.Text, from, to, edge.Direction, edge.Least, edge.Most)))
                diagnostics.Add(KqlCodes.DuplicateColumn, edge.Span, $"'{edge.Name.Text}' stands for something else in this pattern already.");
            from = to;
        }
    }

    private GraphCycles CyclesOf(GraphMatchSyntax match)
    {
        var word = OptionOf(match.Options, "cycles", "unique_edges");
        if (word is not ("all" or "none" or "unique_edges"))
            diagnostics.Add(KqlCodes.BadConstant, match.Span, $"'cycles' is 'all', 'none' or 'unique_edges', found '{word}'.");
        return word switch { "all" => GraphCycles.All, "none" => GraphCycles.None, _ => GraphCycles.UniqueEdges };
    }

    private static GraphShortest ShortestOf(GraphMatchSyntax match) => match.IsShortest
        ? OptionOf(match.Options, "output", "any") == "all" ? GraphShortest.All : GraphShortest.Any
        : GraphShortest.No;

    private static IReadOnlyList<KqlExpression> Conjuncts(KqlExpression? predicate) => predicate switch
    {
        null => [],
        LogicalExpression { IsOr: false } all => [.. all.Terms.SelectMany(Conjuncts)],
        _ => [predicate],
    };

    // Without 'project' everything that has a name comes out, as name_property; of a path an array per property.
    private static List<NamedExpression> AllOf(GraphScope pattern)
    {
        var items = new List<NamedExpression>();
        foreach (var node in pattern.Nodes.Where(n => !n.StartsWith('$')))
            items.AddRange(pattern.Graph.NodeColumns.Select(c => new NamedExpression($"{node}_{c.Name}", Property(node, c))));
        foreach (var (edge, at) in pattern.Edges.Select((e, i) => (e, i)).Where(e => !e.e.Name.StartsWith('$')))
        {
            items.AddRange(pattern.Graph.EdgeColumns.Select(c => new NamedExpression($"{edge.Name}_{c.Name}", edge.Most is null
                ? Property(edge.Name, c)
                : pattern.PathValue(GraphPathTest.Map, at, false, Same(c).Value))));
        }

        return [.. items.DistinctBy(i => i.Name)];
    }

    private static ColumnExpression Property(string name, KqlColumn column) => new($"{name}.{column.Name}", column.Type);

    /// <summary><c>name.property</c> of a pattern's node or edge; null when the name is none of the pattern's.</summary>
    private KqlExpression? BindGraphMember(MemberSyntax member, Scope scope)
    {
        if (scope.Graph is not { } pattern || member.Target is not NameExpressionSyntax { Name: var name })
            return null;
        var edge = pattern.EdgeAt(name);
        if (edge < 0 && !pattern.IsNode(name))
            return null;
        var columns = edge < 0 ? pattern.Graph.NodeColumns : pattern.Graph.EdgeColumns;
        if (columns.FirstOrDefault(c => c.Name == member.Member.Text) is not { } column)
            return UnknownColumn(member.Member.Text, member.Member.Span, scope with { Row = columns });
        return edge >= 0 && pattern.Edges[edge].Most is not null
            ? pattern.PathValue(GraphPathTest.Map, edge, false, Same(column).Value)
            : Property(name, column);
    }

    /// <summary>A pattern's node or edge as a bag of its properties, a path as an array of bags; null when the name is none of the pattern's.</summary>
    private static KqlExpression? BindGraphName(string name, Scope scope)
    {
        if (scope.Graph is not { } pattern)
            return null;
        var edge = pattern.EdgeAt(name);
        if (edge >= 0 && pattern.Edges[edge].Most is not null)
            return pattern.PathValue(GraphPathTest.Map, edge, false, Bag(pattern.Graph.EdgeColumns, Same));
        if (edge >= 0)
            return Bag(pattern.Graph.EdgeColumns, c => new NamedExpression(c.Name, Property(name, c)));
        return pattern.IsNode(name) ? Bag(pattern.Graph.NodeColumns, c => new NamedExpression(c.Name, Property(name, c))) : null;
    }

    private static CallExpression Bag(IEnumerable<KqlColumn> columns, Func<KqlColumn, NamedExpression> item) => new("bag_pack",
        [.. columns.Select(item).SelectMany(i => new[] { new LiteralExpression(KqlType.String, i.Name), Convert(i.Value, KqlType.Dynamic) })], KqlType.Dynamic);

    /// <summary>The functions of graph patterns; null for all others.</summary>
    private KqlExpression? BindGraphCall(CallSyntax call, Scope scope)
    {
        if (scope.Graph is not { } pattern)
            return null;
        return call.Function.Text switch
        {
            "all" => BindPathCall(call, GraphPathTest.All, pattern, scope),
            "any" => BindPathCall(call, GraphPathTest.Any, pattern, scope),
            "map" => BindPathCall(call, GraphPathTest.Map, pattern, scope),
            "node_id" => BindNodeMark(call, KqlGraph.NodeMarks[0], pattern, scope),
            "node_degree_in" => BindNodeMark(call, KqlGraph.NodeMarks[1], pattern, scope),
            "node_degree_out" => BindNodeMark(call, KqlGraph.NodeMarks[2], pattern, scope),
            _ => null,
        };
    }

    private KqlExpression BindPathCall(CallSyntax call, GraphPathTest test, GraphScope pattern, Scope scope)
    {
        if (!IsCountRight(call, 2, 2))
            return BrokenExpression.Instance;
        var isOfNodes = call.Arguments[0] is CallSyntax { Function.Text: "inner_nodes", Arguments.Count: 1 };
        var path = isOfNodes ? ((CallSyntax)call.Arguments[0]).Arguments[0] : call.Arguments[0];
        var edge = path is NameExpressionSyntax name ? pattern.EdgeAt(name.Name) : -1;
        if (edge < 0 || pattern.Edges[edge].Most is null)
        {
            diagnostics.Add(KqlCodes.TypeMismatch, path.Span, "This function takes a path of the pattern, such as 'e' of -[e*1..5]->, or inner_nodes(e).");
            return BrokenExpression.Instance;
        }

        // An element's own properties come before those of the pattern's names.
        var element = isOfNodes ? [.. pattern.Graph.NodeColumns, .. KqlGraph.NodeMarks] : pattern.Graph.EdgeColumns;
        var inside = scope with { Row = [.. element, .. GraphMatch.RowOf(pattern.Graph, pattern.Nodes, pattern.Edges)] };
        var body = test == GraphPathTest.Map ? Convert(BindValue(call.Arguments[1], inside), KqlType.Dynamic) : BindPredicate(call.Arguments[1], inside);
        return body is BrokenExpression ? body : pattern.PathValue(test, edge, isOfNodes, body);
    }

    // node_degree_in(n), or without an argument of the node at hand.
    private KqlExpression BindNodeMark(CallSyntax call, KqlColumn mark, GraphScope pattern, Scope scope)
    {
        if (call.Arguments.Count == 0 && scope.FindColumn(mark.Name) is not null)
            return Same(mark).Value;
        if (call.Arguments is [NameExpressionSyntax { Name: var name }] && pattern.IsNode(name))
            return Property(name, mark);
        diagnostics.Add(KqlCodes.TypeMismatch, call.Span, $"'{call.Function.Text}' takes a node of the pattern.");
        return BrokenExpression.Instance;
    }
}
