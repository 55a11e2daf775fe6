namespace Picket.Kql.Syntax;

internal abstract record StatementSyntax(TextSpan Span) : SyntaxNode(Span);

internal sealed record LetSyntax(NameSyntax Name, ExpressionSyntax Value, TextSpan Span) : StatementSyntax(Span);

internal sealed record QuerySyntax(ExpressionSyntax Expression, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>set notruncation</c>, <c>set query_now = datetime(…)</c>; without a value it is switched on.</summary>
internal sealed record SetSyntax(NameSyntax Name, ExpressionSyntax? Value, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>declare query_parameters(a: long = 1, …)</c></summary>
internal sealed record DeclareParametersSyntax(IReadOnlyList<ParameterSyntax> Parameters, TextSpan Span) : StatementSyntax(Span);

/// <summary><c>restrict access to (T, A*, …)</c></summary>
internal sealed record RestrictSyntax(IReadOnlyList<PatternSyntax> Entities, TextSpan Span) : StatementSyntax(Span);

/// <summary>A statement that only makes sense on a cluster: <c>alias database</c>, <c>declare pattern</c>.</summary>
internal sealed record ClusterStatementSyntax(string What, string Advice, TextSpan Span) : StatementSyntax(Span);
