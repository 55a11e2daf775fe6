namespace Picket.Kql.Syntax;

/// <summary><c>search</c>: rows of many tables (all of them where none is named) that hold something; a predicate of <c>*</c> takes every row.</summary>
internal sealed record SearchSyntax(
    IReadOnlyList<OptionSyntax> Options, IReadOnlyList<ExpressionSyntax> Tables, ExpressionSyntax Predicate, TextSpan Span) : ExpressionSyntax(Span);

/// <summary>A column that <c>find</c> shows: with a type it is converted; <c>pack(*)</c> is the rest as one bag.</summary>
internal sealed record FindColumnSyntax(NameSyntax Name, KqlType? Type, bool IsPack, TextSpan Span) : SyntaxNode(Span);

/// <summary><c>find</c>; without <paramref name="Shown"/> the columns are chosen by what the predicate uses and the tables share.</summary>
internal sealed record FindSyntax(
    IReadOnlyList<OptionSyntax> Options,
    IReadOnlyList<ExpressionSyntax> Tables,
    ExpressionSyntax Predicate,
    IReadOnlyList<FindColumnSyntax>? Shown,
    IReadOnlyList<FindColumnSyntax> Hidden,
    TextSpan Span) : ExpressionSyntax(Span);

internal sealed record ExternalDataSyntax(
    IReadOnlyList<ColumnSyntax> Columns, IReadOnlyList<ExpressionSyntax> Addresses, IReadOnlyList<OptionSyntax> Options, TextSpan Span)
    : ExpressionSyntax(Span);

/// <summary><c>target.f(x)</c>: a step of <c>cluster('x').database('y').f()</c>, or a function with its first argument before the dot.</summary>
internal sealed record MethodCallSyntax(ExpressionSyntax Target, CallSyntax Call, TextSpan Span) : ExpressionSyntax(Span);
