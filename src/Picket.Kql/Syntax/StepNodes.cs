namespace Picket.Kql.Syntax;

internal enum ParseKind
{
    Simple,
    Regex,
    Relaxed,
}

/// <summary>A piece of a <c>parse</c> pattern: <c>*</c>, a constant text, or a column with its type.</summary>
internal sealed record ParsePieceSyntax(string? Constant, NameSyntax? Column, KqlType Type, TextSpan Span) : SyntaxNode(Span)
{
    public bool IsStar => Constant is null && Column is null;
}

/// <summary><c>parse</c> and (<paramref name="IsFilter"/>) <c>parse-where</c>.</summary>
internal sealed record ParseSyntax(
    bool IsFilter, ParseKind Kind, string Flags, ExpressionSyntax Text, IReadOnlyList<ParsePieceSyntax> Pattern, TextSpan Span)
    : OperatorSyntax(Span);

/// <summary>A parameter in parentheses after <c>with</c>; it may be repeated.</summary>
internal sealed record ParameterValueSyntax(NameSyntax Name, ExpressionSyntax Value, TextSpan Span) : SyntaxNode(Span);

internal sealed record ParseKeysSyntax(
    ExpressionSyntax Text, IReadOnlyList<ColumnSyntax> Keys, IReadOnlyList<ParameterValueSyntax> Parameters, TextSpan Span)
    : OperatorSyntax(Span);

internal sealed record SeriesItemSyntax(ExpressionSyntax Value, ExpressionSyntax? Default, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>make-series</c>; <paramref name="IsAligned"/> is its form <c>in range(from, to, step)</c>, whose bins start at whole steps.</summary>
internal sealed record MakeSeriesSyntax(
    IReadOnlyList<OptionSyntax> Options,
    IReadOnlyList<SeriesItemSyntax> Items,
    ExpressionSyntax On,
    ExpressionSyntax? From,
    ExpressionSyntax? To,
    ExpressionSyntax Step,
    bool IsAligned,
    IReadOnlyList<ExpressionSyntax> Keys,
    TextSpan Span) : OperatorSyntax(Span);

internal sealed record ApplySyntax(ExpandSyntax Expand, IReadOnlyList<OperatorSyntax> Steps, TextSpan Span) : OperatorSyntax(Span);

/// <summary><c>partition</c>, with steps over the rows of a key <c>( … )</c> or with a table of its own <c>{ … }</c>.</summary>
internal sealed record PartitionSyntax(
    NameExpressionSyntax Key, IReadOnlyList<OperatorSyntax> Steps, ExpressionSyntax? Table, TextSpan Span) : OperatorSyntax(Span);

internal sealed record SerializeSyntax(IReadOnlyList<ExpressionSyntax> Items, TextSpan Span) : OperatorSyntax(Span);

internal sealed record TopLevelSyntax(
    ExpressionSyntax? Count, ExpressionSyntax Of, ExpressionSyntax? Others, ExpressionSyntax By, bool IsAscending, TextSpan Span)
    : SyntaxNode(Span);

internal sealed record TopNestedSyntax(IReadOnlyList<TopLevelSyntax> Levels, TextSpan Span) : OperatorSyntax(Span);

internal sealed record TopHittersSyntax(ExpressionSyntax Count, ExpressionSyntax Of, ExpressionSyntax? By, TextSpan Span) : OperatorSyntax(Span);

/// <summary><c>sample</c>, or with <paramref name="Of"/> <c>sample-distinct</c>.</summary>
internal sealed record SampleSyntax(ExpressionSyntax Count, ExpressionSyntax? Of, TextSpan Span) : OperatorSyntax(Span);

internal sealed record ReduceSyntax(
    IReadOnlyList<OptionSyntax> Options, ExpressionSyntax By, IReadOnlyList<ParameterValueSyntax> Parameters, TextSpan Span)
    : OperatorSyntax(Span);

internal sealed record ScanColumnSyntax(NameSyntax Name, KqlType Type, ExpressionSyntax? Default, TextSpan Span) : SyntaxNode(Span);

internal sealed record ScanAssignmentSyntax(NameSyntax Name, ExpressionSyntax Value, TextSpan Span) : SyntaxNode(Span);

internal sealed record ScanStepSyntax(
    NameSyntax Name, bool IsOptional, NameSyntax? Output, ExpressionSyntax Condition, IReadOnlyList<ScanAssignmentSyntax> Assignments, TextSpan Span)
    : SyntaxNode(Span);

internal sealed record ScanSyntax(
    NameSyntax? MatchId,
    IReadOnlyList<ExpressionSyntax> PartitionBy,
    IReadOnlyList<SortKeySyntax> OrderBy,
    IReadOnlyList<ScanColumnSyntax> Declared,
    IReadOnlyList<ScanStepSyntax> Steps,
    TextSpan Span) : OperatorSyntax(Span);

/// <summary>The columns that <c>evaluate</c> says its plug-in gives; with <paramref name="HasStar"/> those of the input too, first.</summary>
internal sealed record OutputSchemaSyntax(bool HasStar, IReadOnlyList<ColumnSyntax> Columns, TextSpan Span) : SyntaxNode(Span);

internal sealed record EvaluateSyntax(CallSyntax Call, OutputSchemaSyntax? Schema, TextSpan Span) : OperatorSyntax(Span);
