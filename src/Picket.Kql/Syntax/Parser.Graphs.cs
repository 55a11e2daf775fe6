namespace Picket.Kql.Syntax;

internal sealed partial class Parser
{
    private MakeGraphSyntax ParseMakeGraph(TextSpan start)
    {
        SkipHints();
        var source = ParseName();
        ExpectSign("-");
        ExpectSign("-");
        ExpectSign(">");
        var target = ParseName();
        NameSyntax? id = null;
        List<GraphNodesSyntax> nodes = [];
        if (TryWord("with_node_id"))
        {
            ExpectSign("=");
            id = ParseName();
        }
        else if (TryWord("with"))
        {
            nodes = List(ParseGraphNodes);
        }

        NameSyntax? by = null;
        List<OperatorSyntax> each = [];
        if (Current.IsWord("partitioned") && Ahead(1).IsSign("-") && Ahead(2).IsWord("by"))
        {
            Skip(3);
            by = ParseName();
            ExpectSign("(");
            each = ParseSteps();
            ExpectSign(")");
        }

        return new MakeGraphSyntax(source, target, nodes, id, by, each, start);
    }

    private GraphNodesSyntax ParseGraphNodes()
    {
        var table = ParsePostfix();
        ExpectWord("on");
        return new GraphNodesSyntax(table, ParseName(), Since(table.Span));
    }

    private GraphMatchSyntax ParseGraphMatch(bool isShortest, TextSpan start)
    {
        var options = ParseOptionsNamed("cycles", "output");
        var patterns = List(ParseGraphPattern);
        var where = TryWord("where") ? ParseExpression() : null;
        IReadOnlyList<ExpressionSyntax>? items = TryWord("project") ? List(ParseItem) : null;
        return new GraphMatchSyntax(isShortest, options, patterns, where, items, start);
    }

    private GraphPatternSyntax ParseGraphPattern()
    {
        var start = Current.Span;
        var nodes = new List<NameSyntax> { ParseGraphNode() };
        var edges = new List<GraphEdgeSyntax>();
        while ((Current.IsSign("-") || Current.IsSign("<")) && !IsChainTooLong(edges.Count))
        {
            edges.Add(ParseGraphEdge());
            nodes.Add(ParseGraphNode());
        }

        return new GraphPatternSyntax(nodes, edges, Since(start));
    }

    private NameSyntax ParseGraphNode()
    {
        var start = Current.Span;
        ExpectSign("(");
        var name = Current.IsSign(")") || Current.IsSign(":") ? new NameSyntax("", start) : ParseName();
        RefuseLabels();
        ExpectSign(")");
        return name;
    }

    // -[e]->  <-[e]-  -[e]-  -->  <--  --
    private GraphEdgeSyntax ParseGraphEdge()
    {
        var start = Current.Span;
        var isBackward = TrySign("<");
        ExpectSign("-");
        var name = new NameSyntax("", start);
        var (least, most) = (1, (int?)null);
        if (TrySign("["))
        {
            if (Current.Kind == TokenKind.Identifier || IsBracketName)
                name = ParseName();
            RefuseLabels();
            if (TrySign("*"))
                (least, most) = ParsePathLength();
            ExpectSign("]");
        }

        ExpectSign("-");
        var isForward = TrySign(">");
        var direction = isBackward == isForward ? GraphDirection.Either : isForward ? GraphDirection.Forward : GraphDirection.Backward;
        return new GraphEdgeSyntax(name, direction, least, most, Since(start));
    }

    private (int Least, int? Most) ParsePathLength()
    {
        var least = Current.IsSign("..") ? 1 : ParsePathNumber();
        ExpectSign("..");
        var most = ParsePathNumber();
        return (least, Math.Max(least, most));
    }

    private int ParsePathNumber()
    {
        if (Current is { Kind: TokenKind.Literal, Value: long number and >= 0 and <= KqlLimits.MaxGraphPath })
        {
            _at++;
            return (int)number;
        }

        Unexpected($"a number of edges from 0 to {KqlLimits.MaxGraphPath}");
        return 1;
    }

    private void RefuseLabels()
    {
        if (!Current.IsSign(":"))
            return;
        Unsupported(Current.Span, "A label in a graph pattern");
        while (Current.Kind != TokenKind.End && !Current.IsSign(")") && !Current.IsSign("]") && !Current.IsSign("*"))
            _at++;
    }

    private GraphTableSyntax ParseGraphTable(TextSpan start)
    {
        var what = ParseName();
        if (what.Text is not ("nodes" or "edges"))
            diagnostics.Add(KqlCodes.Unexpected, what.Span, "Expected 'nodes' or 'edges'.");
        var options = ParseOptionsNamed("with_node_id", "with_source_id", "with_target_id");
        if (Current.IsWord("as") || Current.IsSign(","))
        {
            Unsupported(Current.Span, "More than one table from 'graph-to-table'");
            SkipOperator();
        }

        return new GraphTableSyntax(what, options, start);
    }

    private GraphComponentsSyntax ParseGraphComponents(TextSpan start) => new(ParseOptionsNamed("kind", "with_component_id"), start);
}
