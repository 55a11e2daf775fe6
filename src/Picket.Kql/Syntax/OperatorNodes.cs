namespace Picket.Kql.Syntax;

/// <summary>A step of a pipe; the span is that of its whole text, starting at its name.</summary>
internal abstract record OperatorSyntax(TextSpan Span) : SyntaxNode(Span);

internal sealed record WhereSyntax(ExpressionSyntax Predicate, TextSpan Span) : OperatorSyntax(Span);

internal sealed record ProjectSyntax(IReadOnlyList<ExpressionSyntax> Items, TextSpan Span) : OperatorSyntax(Span);

internal sealed record ExtendSyntax(IReadOnlyList<ExpressionSyntax> Items, TextSpan Span) : OperatorSyntax(Span);

internal sealed record RenameSyntax(IReadOnlyList<ExpressionSyntax> Items, TextSpan Span) : OperatorSyntax(Span);

internal enum Selection
{
    Away,
    Keep,
    Reorder,
}

/// <summary><c>project-away</c>, <c>project-keep</c>, <c>project-reorder</c>; a pattern may hold <c>*</c>.</summary>
internal sealed record SelectSyntax(Selection Selection, IReadOnlyList<PatternSyntax> Patterns, TextSpan Span) : OperatorSyntax(Span);

internal sealed record PatternSyntax(string Pattern, string Order, TextSpan Span) : SyntaxNode(Span);

internal sealed record SummarizeSyntax(IReadOnlyList<ExpressionSyntax> Aggregates, IReadOnlyList<ExpressionSyntax> Keys, TextSpan Span)
    : OperatorSyntax(Span);

internal sealed record SortKeySyntax(ExpressionSyntax Value, bool IsAscending, bool? IsNullsFirst, TextSpan Span) : SyntaxNode(Span);

internal sealed record SortSyntax(IReadOnlyList<SortKeySyntax> Keys, TextSpan Span) : OperatorSyntax(Span);

internal sealed record TopSyntax(ExpressionSyntax Count, IReadOnlyList<SortKeySyntax> Keys, TextSpan Span) : OperatorSyntax(Span);

internal sealed record TakeSyntax(ExpressionSyntax Count, TextSpan Span) : OperatorSyntax(Span);

internal sealed record DistinctSyntax(IReadOnlyList<ExpressionSyntax> Items, TextSpan Span) : OperatorSyntax(Span);

internal sealed record CountSyntax(NameSyntax? Name, TextSpan Span) : OperatorSyntax(Span);

/// <summary><c>join</c> and <c>lookup</c>.</summary>
internal sealed record JoinSyntax(
    bool IsLookup, IReadOnlyList<OptionSyntax> Options, ExpressionSyntax Right, IReadOnlyList<ExpressionSyntax> Conditions, TextSpan Span)
    : OperatorSyntax(Span);

internal sealed record UnionOperatorSyntax(UnionSyntax Union, TextSpan Span) : OperatorSyntax(Span);

internal sealed record ExpandSyntax(
    IReadOnlyList<OptionSyntax> Options, IReadOnlyList<ExpandItemSyntax> Items, ExpressionSyntax? Limit, TextSpan Span)
    : OperatorSyntax(Span);

internal sealed record ExpandItemSyntax(ExpressionSyntax Value, KqlType? Type, TextSpan Span) : SyntaxNode(Span);

internal sealed record RenderSyntax(string Chart, IReadOnlyList<OptionSyntax> Options, TextSpan Span) : OperatorSyntax(Span);

internal sealed record SearchOperatorSyntax(SearchSyntax Search, TextSpan Span) : OperatorSyntax(Span);

internal sealed record GetSchemaSyntax(TextSpan Span) : OperatorSyntax(Span);

internal sealed record ConsumeSyntax(TextSpan Span) : OperatorSyntax(Span);

/// <summary><c>project-by-names</c>: expressions that give column names, alone or in arrays, computed while binding.</summary>
internal sealed record ProjectByNamesSyntax(IReadOnlyList<ExpressionSyntax> Names, TextSpan Span) : OperatorSyntax(Span);

/// <summary>Branches that give a table each: <c>fork</c> and <c>facet</c>.</summary>
internal sealed record BranchesSyntax(string Name, TextSpan Span) : OperatorSyntax(Span);

internal sealed record AsSyntax(NameSyntax Name, TextSpan Span) : OperatorSyntax(Span);

internal sealed record InvokeSyntax(CallSyntax Call, TextSpan Span) : OperatorSyntax(Span);
