namespace Picket.Kql.Syntax;

internal sealed partial class Parser
{
    private ParseSyntax ParseParse(bool isFilter, TextSpan start)
    {
        var kind = ParseKind.Simple;
        var flags = "";
        while (Current.Kind == TokenKind.Identifier && Current.Text is "kind" or "flags" && Ahead(1).IsSign("="))
        {
            var isKind = Current.Text == "kind";
            Skip(2);
            if (isKind)
                kind = ParseParseKind();
            else
                flags = ParseName().Text;
        }

        var text = ParseExpression();
        ExpectWord("with");
        var pattern = new List<ParsePieceSyntax>();
        while (!IsOperatorEnd && TryParsePiece() is { } piece)
            pattern.Add(piece);
        if (pattern.Count == 0)
            Unexpected("a pattern, such as '* \"id=\" Id:long *'");
        return new ParseSyntax(isFilter, kind, flags, text, pattern, start);
    }

    private ParseKind ParseParseKind()
    {
        var word = ParseName();
        switch (word.Text)
        {
            case "simple": return ParseKind.Simple;
            case "regex": return ParseKind.Regex;
            case "relaxed": return ParseKind.Relaxed;
            default:
                diagnostics.Add(KqlCodes.Unexpected, word.Span, $"Expected 'simple', 'regex' or 'relaxed', found '{word.Text}'.");
                return ParseKind.Simple;
        }
    }

    private ParsePieceSyntax? TryParsePiece()
    {
        var token = Current;
        if (TrySign("*"))
            return new ParsePieceSyntax(null, null, default, token.Span);
        if (token.IsString)
        {
            _at++;
            return new ParsePieceSyntax((string)token.Value!, null, default, token.Span);
        }

        if (token.Kind != TokenKind.Identifier && !IsBracketName)
        {
            Unexpected("'*', a string or a column");
            return null;
        }

        var name = ParseName();
        var type = TrySign(":") ? ParseType() : KqlType.String;
        return new ParsePieceSyntax(null, name, type, Since(token.Span));
    }

    private ParseKeysSyntax ParseParseKeys(TextSpan start)
    {
        var text = ParseExpression();
        ExpectWord("as");
        ExpectSign("(");
        var keys = List(ParseColumn);
        ExpectSign(")");
        var parameters = TryWord("with") ? ParseParameterValues() : [];
        return new ParseKeysSyntax(text, keys, parameters, start);
    }

    private List<ParameterValueSyntax> ParseParameterValues()
    {
        ExpectSign("(");
        var values = Current.IsSign(")") ? [] : List(ParseParameterValue);
        ExpectSign(")");
        return values;
    }

    private ParameterValueSyntax ParseParameterValue()
    {
        var name = ParseName();
        ExpectSign("=");
        return new ParameterValueSyntax(name, ParseExpression(), Since(name.Span));
    }
}
