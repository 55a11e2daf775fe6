namespace Picket.Kql.Syntax;

internal sealed partial class Parser
{
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
            statements.Add(ParseStatement(isFirst: endText.Length == 0 && !statements.Any(s => s is QuerySyntax)));
            EndStatement(endText);
            if (_at == before)
                _at++;
        }

        return statements;
    }

    private StatementSyntax ParseStatement(bool isFirst)
    {
        var start = Current.Span;
        if (Current.IsWord("let") && Ahead(1).Kind is TokenKind.Identifier or TokenKind.Punctuation)
            return ParseLet();
        if (Current.Kind == TokenKind.Identifier && Ahead(1).Kind == TokenKind.Identifier && ParseDeclaration() is { } declaration)
            return declaration;

        var expression = isFirst && IsOperatorWithoutSource ? ParseOfResources() : ParsePipe();
        return new QuerySyntax(expression, Since(start));
    }

    private void EndStatement(string endText)
    {
        if (Current.Kind == TokenKind.End || Current.IsSign(";") || IsNewQuery || (endText.Length > 0 && Current.IsSign(endText)))
            return;
        Unexpected("'|' or ';'");
        SkipOperator();
    }

    // Editors run the paragraph under the cursor, so texts hold queries that only an empty line or a comment parts.
    private bool IsNewQuery => _depth <= 1 && Current is { StartsParagraph: true, Kind: TokenKind.Identifier };

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
        var isView = TryWord("view");
        ExpectSign("(");
        var parameters = Current.IsSign(")") ? [] : List(ParseParameter);
        ExpectSign(")");
        ExpectSign("{");
        var body = TryEnter() ? ParseStatements(TokenKind.Punctuation, "}") : [];
        Leave();
        ExpectSign("}");
        return new FunctionSyntax(isView, parameters, body, Since(start));
    }

    private ParameterSyntax ParseParameter()
    {
        var name = ParseName();
        ExpectSign(":");
        if (Current.IsSign("("))
            return new ParameterSyntax(name, null, null, ParseTableSchema(), Since(name.Span));

        KqlType? type = ParseType();
        var fallback = TrySign("=") ? ParseUnary() : null;
        return new ParameterSyntax(name, type, fallback, [], Since(name.Span));
    }

    // (*), (a: long, b: string) or (a: long, *)
    private List<ColumnSyntax> ParseTableSchema()
    {
        var columns = new List<ColumnSyntax>();
        ExpectSign("(");
        while (!Current.IsSign(")") && Current.Kind != TokenKind.End)
        {
            if (!TrySign("*"))
                columns.Add(ParseColumn());
            if (!TrySign(","))
                break;
        }

        ExpectSign(")");
        return columns;
    }

    private ColumnSyntax ParseColumn()
    {
        var name = ParseName();
        ExpectSign(":");
        var type = ParseType();
        return new ColumnSyntax(name, type, Since(name.Span));
    }

    // A trailing comma is allowed.
    private List<ColumnSyntax> ParseRowSchema()
    {
        ExpectSign("(");
        var columns = new List<ColumnSyntax>();
        while (!Current.IsSign(")") && Current.Kind != TokenKind.End)
        {
            columns.Add(ParseColumn());
            if (!TrySign(","))
                break;
        }

        if (columns.Count == 0)
            Unexpected("a column such as 'name: string'");
        ExpectSign(")");
        return columns;
    }
}
