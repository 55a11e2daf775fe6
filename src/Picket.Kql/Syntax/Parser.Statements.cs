namespace Picket.Kql.Syntax;

internal sealed partial class Parser
{
    private static readonly string[] OtherStatements = ["set", "declare", "alias", "restrict"];

    /// <summary>The statements of a whole query.</summary>
    public IReadOnlyList<StatementSyntax> ParseQuery()
    {
        var statements = ParseStatements(TokenKind.End, "");
        if (statements.Count == 0 && diagnostics.Count == 0)
            Unexpected("a query");
        return statements;
    }

    private List<StatementSyntax> ParseStatements(TokenKind endKind, string endText)
    {
        var statements = new List<StatementSyntax>();
        while (Current.Kind != TokenKind.End && !(Current.Kind == endKind && Current.Text == endText))
        {
            if (TrySign(";"))
                continue;

            var before = _at;
            if (ParseStatement() is { } statement)
                statements.Add(statement);
            EndStatement(endText);
            if (_at == before)
                _at++;
        }

        return statements;
    }

    private StatementSyntax? ParseStatement()
    {
        var start = Current.Span;
        if (Current.IsWord("let") && Ahead(1).Kind is TokenKind.Identifier or TokenKind.Punctuation)
            return ParseLet();
        if (OtherStatements.Any(Current.IsWord) && Ahead(1).Kind == TokenKind.Identifier)
        {
            Unsupported(start, $"The statement '{Current.Text}'");
            SkipOperator();
            return null;
        }

        var expression = ParsePipe();
        return new QuerySyntax(expression, Since(start));
    }

    private void EndStatement(string endText)
    {
        if (Current.Kind == TokenKind.End || Current.IsSign(";") || (endText.Length > 0 && Current.IsSign(endText)))
            return;
        Unexpected("'|' or ';'");
        SkipOperator();
    }

    private LetSyntax ParseLet()
    {
        var start = Next().Span;
        var name = ParseName();
        ExpectSign("=");
        var value = IsFunctionAhead() ? ParseFunction() : ParsePipe();
        return new LetSyntax(name, value, Since(start));
    }

    // '(' … ')' '{' is a function; anything else in parentheses is an expression.
    private bool IsFunctionAhead()
    {
        var at = Current.IsWord("view") ? 1 : 0;
        if (!Ahead(at).IsSign("("))
            return false;
        for (var open = 0; Ahead(at).Kind != TokenKind.End; at++)
        {
            if (Ahead(at).IsSign("("))
                open++;
            else if (Ahead(at).IsSign(")") && --open == 0)
                return Ahead(at + 1).IsSign("{");
            else if (Ahead(at).IsSign(";") || Ahead(at).IsSign("|"))
                return false;
        }

        return false;
    }

    private FunctionSyntax ParseFunction()
    {
        var start = Current.Span;
        TryWord("view");
        ExpectSign("(");
        var parameters = Current.IsSign(")") ? [] : List(ParseParameter);
        ExpectSign(")");
        ExpectSign("{");
        var body = TryEnter() ? ParseStatements(TokenKind.Punctuation, "}") : [];
        Leave();
        ExpectSign("}");
        return new FunctionSyntax(parameters, body, Since(start));
    }

    private ParameterSyntax ParseParameter()
    {
        var name = ParseName();
        ExpectSign(":");
        if (Current.IsSign("("))
        {
            SkipTableSchema();
            return new ParameterSyntax(name, null, null, Since(name.Span));
        }

        KqlType? type = ParseType();
        var fallback = TrySign("=") ? ParseUnary() : null;
        return new ParameterSyntax(name, type, fallback, Since(name.Span));
    }

    // (*) or (a: long, b: string): columns are looked up when the table is known, so the list itself is not needed.
    private void SkipTableSchema()
    {
        ExpectSign("(");
        if (!TrySign("*") && !Current.IsSign(")"))
            List(ParseColumn);
        ExpectSign(")");
    }

    private ColumnSyntax ParseColumn()
    {
        var name = ParseName();
        ExpectSign(":");
        var type = ParseType();
        return new ColumnSyntax(name, type, Since(name.Span));
    }
}
