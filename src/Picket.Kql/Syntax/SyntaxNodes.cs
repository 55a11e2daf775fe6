namespace Picket.Kql.Syntax;

/// <summary>A piece of a parsed query; <see cref="Span"/> says where it stands in the text.</summary>
internal abstract record SyntaxNode(TextSpan Span);

internal sealed record NameSyntax(string Text, TextSpan Span) : SyntaxNode(Span);

// Expressions; a pipe is one of them, since a table may stand wherever a value may.

internal abstract record ExpressionSyntax(TextSpan Span) : SyntaxNode(Span);

internal sealed record MissingSyntax(TextSpan Span) : ExpressionSyntax(Span);

internal sealed record LiteralSyntax(KqlType Type, object? Value, TextSpan Span) : ExpressionSyntax(Span);

internal sealed record NameExpressionSyntax(string Name, TextSpan Span) : ExpressionSyntax(Span);

internal sealed record StarSyntax(TextSpan Span) : ExpressionSyntax(Span);

internal sealed record TypeSyntax(KqlType Type, TextSpan Span) : ExpressionSyntax(Span);

internal sealed record MemberSyntax(ExpressionSyntax Target, NameSyntax Member, TextSpan Span) : ExpressionSyntax(Span);

internal sealed record IndexSyntax(ExpressionSyntax Target, ExpressionSyntax Index, TextSpan Span) : ExpressionSyntax(Span);

internal sealed record CallSyntax(NameSyntax Function, IReadOnlyList<ExpressionSyntax> Arguments, TextSpan Span) : ExpressionSyntax(Span);

internal sealed record UnarySyntax(string Sign, ExpressionSyntax Operand, TextSpan Span) : ExpressionSyntax(Span);

internal sealed record BinarySyntax(Token Operator, ExpressionSyntax Left, ExpressionSyntax Right, TextSpan Span) : ExpressionSyntax(Span);

internal sealed record LogicalSyntax(bool IsOr, IReadOnlyList<ExpressionSyntax> Terms, TextSpan Span) : ExpressionSyntax(Span);

internal sealed record BetweenSyntax(ExpressionSyntax Value, ExpressionSyntax Low, ExpressionSyntax High, bool IsNegated, TextSpan Span)
    : ExpressionSyntax(Span);

/// <summary><c>in</c>, <c>has_any</c> and their like: a value against a list.</summary>
internal sealed record ListTestSyntax(Token Operator, ExpressionSyntax Value, IReadOnlyList<ExpressionSyntax> Items, TextSpan Span)
    : ExpressionSyntax(Span);

/// <summary><c>a = x</c> or <c>(a, b) = x</c>.</summary>
internal sealed record NamedSyntax(IReadOnlyList<NameSyntax> Names, ExpressionSyntax Value, TextSpan Span) : ExpressionSyntax(Span);

/// <summary>A function; a view is also found by wildcards, <c>search</c> and <c>find</c>.</summary>
internal sealed record FunctionSyntax(bool IsView, IReadOnlyList<ParameterSyntax> Parameters, IReadOnlyList<StatementSyntax> Body, TextSpan Span)
    : ExpressionSyntax(Span);

/// <summary>A parameter: a scalar with its type, or (type null) a table with the columns it must have.</summary>
internal sealed record ParameterSyntax(
    NameSyntax Name, KqlType? Type, ExpressionSyntax? Default, IReadOnlyList<ColumnSyntax> Columns, TextSpan Span) : SyntaxNode(Span);

internal sealed record PipeSyntax(ExpressionSyntax Source, IReadOnlyList<OperatorSyntax> Operators, TextSpan Span) : ExpressionSyntax(Span);

internal sealed record DataTableSyntax(IReadOnlyList<ColumnSyntax> Columns, IReadOnlyList<ExpressionSyntax> Cells, TextSpan Span)
    : ExpressionSyntax(Span);

internal sealed record ColumnSyntax(NameSyntax Name, KqlType Type, TextSpan Span) : SyntaxNode(Span);

internal sealed record PrintSyntax(IReadOnlyList<ExpressionSyntax> Items, TextSpan Span) : ExpressionSyntax(Span);

internal sealed record RangeSyntax(NameSyntax Name, ExpressionSyntax From, ExpressionSyntax To, ExpressionSyntax Step, TextSpan Span)
    : ExpressionSyntax(Span);

internal sealed record UnionSyntax(IReadOnlyList<OptionSyntax> Options, IReadOnlyList<ExpressionSyntax> Tables, TextSpan Span)
    : ExpressionSyntax(Span);

/// <summary><c>kind=inner</c>, <c>hint.strategy=shuffle</c>, …</summary>
internal sealed record OptionSyntax(string Name, string Value, TextSpan Span) : SyntaxNode(Span);
