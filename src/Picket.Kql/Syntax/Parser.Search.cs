namespace Picket.Kql.Syntax;

internal sealed partial class Parser
{
    private SearchSyntax ParseSearch(TextSpan start)
    {
        var options = ParseOptionsNamed("kind", "withsource", "with_source", "datascope");
        var tables = TryWord("in") ? ParseTableList() : [];
        var predicate = IsOperatorEnd ? new StarSyntax(Current.Span) : ParseExpression();
        return new SearchSyntax(options, tables, predicate, Since(start));
    }

    private FindSyntax ParseFind()
    {
        var start = Next().Span;
        var options = ParseOptions();
        var tables = TryWord("in") ? ParseTableList() : [];
        TryWord("where");
        var predicate = ParseExpression();
        List<FindColumnSyntax>? shown = null;
        List<FindColumnSyntax> hidden = [];
        while (Current.IsWord("project"))
        {
            switch (ParseOperatorName())
            {
                case "project": shown = List(ParseFindColumn); break;
                case "project-smart": shown = null; break;
                case "project-away": hidden = List(ParseFindColumn); break;
                default: Unexpected("'project', 'project-smart' or 'project-away'"); break;
            }
        }

        return new FindSyntax(options, tables, predicate, shown, hidden, Since(start));
    }

    private FindColumnSyntax ParseFindColumn()
    {
        var start = Current.Span;
        if (TrySign("*"))
            return new FindColumnSyntax(new NameSyntax("*", start), null, false, start);
        var name = ParseName();
        if (name.Text == "pack" && TrySign("("))
        {
            ExpectSign("*");
            ExpectSign(")");
            return new FindColumnSyntax(name, null, true, Since(start));
        }

        KqlType? type = TrySign(":") ? ParseType() : null;
        return new FindColumnSyntax(name, type, name.Text == "pack", Since(start));
    }

    private List<ExpressionSyntax> ParseTableList()
    {
        ExpectSign("(");
        var tables = List(ParseListedTable);
        ExpectSign(")");
        return tables;
    }

    // A name, a pattern such as Kube*, '*' for all, or a pipe.
    private ExpressionSyntax ParseListedTable()
    {
        var start = Current.Span;
        if (Current.IsSign("*") && Ahead(1) is { Kind: TokenKind.Punctuation, Text: "," or ")" })
        {
            _at++;
            return new NameExpressionSyntax("*", start);
        }

        return IsWildcardAhead() ? ParseWildcard() : ParsePipe();
    }

    private ExternalDataSyntax ParseExternalData()
    {
        var start = Next().Span;
        ParseOptions();
        var columns = ParseRowSchema();
        ExpectSign("[");
        var addresses = Current.IsSign("]") ? [] : ParseAddresses();
        ExpectSign("]");
        var options = TryWord("with") ? ParseProperties() : [];
        return new ExternalDataSyntax(columns, addresses, options, Since(start));
    }

    private List<ExpressionSyntax> ParseAddresses()
    {
        var addresses = new List<ExpressionSyntax> { ParseExpression() };
        while (TrySign(",") && !Current.IsSign("]"))
            addresses.Add(ParseExpression());
        return addresses;
    }

    /// <summary><c>(name = value, …)</c>, values being words, numbers or strings; a list of names is joined by commas.</summary>
    private List<OptionSyntax> ParseProperties()
    {
        var options = new List<OptionSyntax>();
        ExpectSign("(");
        while (!Current.IsSign(")") && Current.Kind != TokenKind.End)
        {
            var name = ParseName();
            ExpectSign("=");
            options.Add(new OptionSyntax(name.Text, ParsePropertyValue(), Since(name.Span)));
            if (!TrySign(","))
                break;
        }

        ExpectSign(")");
        return options;
    }

    // series = a, b: what follows a comma is a name of its own property only where '=' follows it.
    private string ParsePropertyValue()
    {
        var value = ParsePropertyWord();
        while (Current.IsSign(",") && Ahead(1).Kind == TokenKind.Identifier && !Ahead(2).IsSign("="))
        {
            _at++;
            value += "," + ParsePropertyWord();
        }

        return value;
    }

    private string ParsePropertyWord()
    {
        if (IsBracketName)
            return ParseBracketName().Text;
        var start = Current.Span;
        if (Current.Kind == TokenKind.Literal)
            return KqlFormat.Text(Next().Value);
        if (Current.Kind == TokenKind.Identifier && !Ahead(1).IsSign("("))
            return Next().Text;

        // Titles may be computed: strcat('a', 'b'); its text is kept as it is written.
        var errors = diagnostics.Count;
        ParseUnary();
        return diagnostics.Count == errors ? TextOf(Since(start)) : "";
    }

    private string TextOf(TextSpan span)
    {
        var words = tokens.Where(t => t.Span.Start >= span.Start && t.Span.End <= span.End && t.Kind != TokenKind.End);
        return string.Concat(words.Select(w => w.IsString ? $"'{w.Value}'" : w.Text));
    }
}
