namespace Picket.Kql.Syntax;

/// <summary>
/// Reads tokens into statements by recursive descent. Never throws on any text: an error is reported once, the rest of
/// the operator it stands in is skipped, and reading goes on.
/// </summary>
internal sealed partial class Parser(IReadOnlyList<Token> tokens, DiagnosticBag diagnostics)
{
    private int _at;
    private int _depth;

    private Token Current => tokens[_at];

    private TextSpan PreviousSpan => _at > 0 ? tokens[_at - 1].Span : Current.Span;

    private Token Ahead(int count) => tokens[Math.Min(_at + count, tokens.Count - 1)];

    private Token Next()
    {
        var token = Current;
        if (_at < tokens.Count - 1)
            _at++;
        return token;
    }

    private void Skip(int count) => _at = Math.Min(_at + count, tokens.Count - 1);

    private bool TrySign(string sign)
    {
        if (!Current.IsSign(sign))
            return false;
        _at++;
        return true;
    }

    private bool TryWord(string word)
    {
        if (!Current.IsWord(word))
            return false;
        _at++;
        return true;
    }

    private void ExpectSign(string sign)
    {
        if (!TrySign(sign))
            Unexpected($"'{sign}'");
    }

    private void ExpectWord(string word)
    {
        if (!TryWord(word))
            Unexpected($"'{word}'");
    }

    private void Unexpected(string wanted) =>
        diagnostics.Add(KqlCodes.Unexpected, Current.Span, $"Expected {wanted}, found {Current.Shown}.");

    private void Unsupported(TextSpan span, string what) =>
        diagnostics.Add(KqlCodes.UnsupportedOperator, span, $"{what} is not supported yet.");

    private TextSpan Since(TextSpan start) => start.To(PreviousSpan);

    /// <summary>Goes down one level; false (reported, and all that is left skipped) when that is too deep.</summary>
    private bool TryEnter()
    {
        if (++_depth <= KqlLimits.MaxNesting)
            return true;
        TooDeep();
        return false;
    }

    private void TooDeep()
    {
        diagnostics.Add(KqlCodes.TooLarge, Current.Span,
            $"The query nests deeper than {KqlLimits.MaxNesting} levels or chains more than {KqlLimits.MaxChain} operators here. Split it with 'let'.");
        _at = tokens.Count - 1;
    }

    private void Leave() => _depth--;

    private bool IsChainTooLong(int length)
    {
        if (length <= KqlLimits.MaxChain)
            return false;
        TooDeep();
        return true;
    }

    private List<T> List<T>(Func<T> item)
    {
        var items = new List<T> { item() };
        while (TrySign(","))
            items.Add(item());
        return items;
    }

    private NameSyntax ParseName()
    {
        if (Current.Kind == TokenKind.Identifier)
        {
            var token = Next();
            return new NameSyntax(token.Text, token.Span);
        }

        if (IsBracketName)
            return ParseBracketName();

        Unexpected("a name");
        return new NameSyntax("", new TextSpan(Current.Span.Start, 0));
    }

    private bool IsBracketName => Current.IsSign("[") && Ahead(1).IsString && Ahead(2).IsSign("]");

    private NameSyntax ParseBracketName()
    {
        var start = Next().Span;
        var name = (string)Next().Value!;
        ExpectSign("]");
        return new NameSyntax(name, Since(start));
    }

    private KqlType ParseType()
    {
        var token = Current;
        if (token.Kind == TokenKind.Identifier && KqlTypes.TryParse(token.Text, out var type))
        {
            _at++;
            return type;
        }

        Unexpected("a type such as 'string' or 'long'");
        return KqlType.Dynamic;
    }

    /// <summary>Skips to the next <c>|</c>, <c>;</c> or closing bracket of this level.</summary>
    private void SkipOperator()
    {
        for (var open = 0; Current.Kind != TokenKind.End; _at++)
        {
            if (Current is { Kind: TokenKind.Punctuation, Text: "(" or "[" or "{" })
                open++;
            else if (Current is { Kind: TokenKind.Punctuation, Text: ")" or "]" or "}" } && --open < 0)
                return;
            else if (open == 0 && Current is { Kind: TokenKind.Punctuation, Text: "|" or ";" })
                return;
        }
    }
}
