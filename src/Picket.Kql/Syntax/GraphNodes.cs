namespace Picket.Kql.Syntax;

/// <summary>An operator whose input is, or whose result is, a graph.</summary>
internal abstract record GraphOperatorSyntax(TextSpan Span) : OperatorSyntax(Span);

internal sealed record GraphNodesSyntax(ExpressionSyntax Table, NameSyntax Id, TextSpan Span) : SyntaxNode(Span);

internal sealed record MakeGraphSyntax(
    NameSyntax Source, NameSyntax Target, IReadOnlyList<GraphNodesSyntax> Nodes, NameSyntax? NodeId, NameSyntax? PartitionedBy,
    IReadOnlyList<OperatorSyntax> PerPartition, TextSpan Span) : GraphOperatorSyntax(Span);

/// <summary><c>graph-match</c>, and <c>graph-shortest-paths</c> when <paramref name="IsShortest"/>.</summary>
internal sealed record GraphMatchSyntax(
    bool IsShortest, IReadOnlyList<OptionSyntax> Options, IReadOnlyList<GraphPatternSyntax> Patterns, ExpressionSyntax? Where,
    IReadOnlyList<ExpressionSyntax>? Items, TextSpan Span) : GraphOperatorSyntax(Span);

/// <summary><c>(a)-[e]->(b)-[f]->(c)</c>: one node more than edges; an empty name is none.</summary>
internal sealed record GraphPatternSyntax(IReadOnlyList<NameSyntax> Nodes, IReadOnlyList<GraphEdgeSyntax> Edges, TextSpan Span) : SyntaxNode(Span);

internal sealed record GraphEdgeSyntax(NameSyntax Name, GraphDirection Direction, int Least, int? Most, TextSpan Span) : SyntaxNode(Span);

internal sealed record GraphComponentsSyntax(IReadOnlyList<OptionSyntax> Options, TextSpan Span) : GraphOperatorSyntax(Span);

internal sealed record GraphFilterSyntax(bool IsOfNodes, ExpressionSyntax Predicate, TextSpan Span) : GraphOperatorSyntax(Span);

internal sealed record GraphTableSyntax(NameSyntax What, IReadOnlyList<OptionSyntax> Options, TextSpan Span) : GraphOperatorSyntax(Span);
