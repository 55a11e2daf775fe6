namespace Picket.Kql.Syntax;

internal sealed partial class Parser
{
    // Operators that a query over the resources themselves may start with.
    private static readonly string[] StartsOfResources =
        ["where", "filter", "project", "extend", "summarize", "sort", "order", "distinct", "take", "limit", "top", "count", "join", "mv-expand", "project-away", "parse"];

    private const string ResourceTable = "Resources";

    /// <summary>An expression, and where it is a table the operators applied to it.</summary>
    private ExpressionSyntax ParsePipe()
    {
        if (!TryEnter())
        {
            Leave();
            return new MissingSyntax(Current.Span);
        }

        var source = ParseSource();
        source = ParseOperators(source);
        Leave();
        return source;
    }

    private ExpressionSyntax ParseOperators(ExpressionSyntax source)
    {
        var operators = new List<OperatorSyntax>();
        while (Current.IsSign("|") && !IsChainTooLong(operators.Count))
        {
            _at++;
            if (ParseOperator() is { } step)
                operators.Add(step);
        }

        return operators.Count == 0 ? source : new PipeSyntax(source, operators, Since(source.Span));
    }

    private ExpressionSyntax ParseSource()
    {
        var token = Current;
        if (token.Kind != TokenKind.Identifier)
            return ParseExpression();
        if (token.Text == "print" && !Ahead(1).IsSign("|"))
            return ParsePrint();
        if (token.Text == "range" && Ahead(1).Kind is TokenKind.Identifier)
            return ParseRange();
        if (token.Text == "datatable" && Ahead(1).IsSign("("))
            return ParseDataTable();
        if (token.Text == "union" && !Ahead(1).IsSign("="))
            return ParseUnion();
        if (token.Text == "search" && IsSearchAhead)
            return ParseSearch(Next().Span);
        if (token.Text == "find" && Ahead(1).Kind is TokenKind.Identifier or TokenKind.Literal)
            return ParseFind();
        return token.Text is "externaldata" or "external_data" && Ahead(1) is { Kind: TokenKind.Punctuation, Text: "(" } or { Kind: TokenKind.Identifier }
            ? ParseExternalData()
            : ParseExpression();
    }

    private bool IsSearchAhead => Ahead(1).Kind is TokenKind.Identifier or TokenKind.Literal || Ahead(1) is { Kind: TokenKind.Punctuation, Text: "*" or "(" };

    // where type == 'x' | …: without a source the rows are those of Resources.
    private bool IsOperatorWithoutSource => StartsOfResources.Contains(Current.Text) && Current.Kind == TokenKind.Identifier
        && (Ahead(1).Kind is TokenKind.Identifier or TokenKind.Literal || (Ahead(1).IsSign("-") && Ahead(2).Kind == TokenKind.Identifier && Ahead(1).Span.Start == Current.Span.End));

    private PipeSyntax ParseOfResources()
    {
        var start = Current.Span;
        var first = ParseOperator();
        var rest = ParseOperators(new NameExpressionSyntax(ResourceTable, new TextSpan(start.Start, 0)));
        IReadOnlyList<OperatorSyntax> others = rest is PipeSyntax pipe ? pipe.Operators : [];
        return new PipeSyntax(new NameExpressionSyntax(ResourceTable, start), first is null ? others : [first, .. others], Since(start));
    }

    private PrintSyntax ParsePrint()
    {
        var start = Next().Span;
        var items = List(ParseItem);
        return new PrintSyntax(items, Since(start));
    }

    private RangeSyntax ParseRange()
    {
        var start = Next().Span;
        var name = ParseName();
        ExpectWord("from");
        var from = ParseExpression();
        ExpectWord("to");
        var to = ParseExpression();
        ExpectWord("step");
        var step = ParseExpression();
        return new RangeSyntax(name, from, to, step, Since(start));
    }

    private DataTableSyntax ParseDataTable()
    {
        var start = Next().Span;
        var columns = ParseRowSchema();
        ExpectSign("[");
        var cells = new List<ExpressionSyntax>();
        while (!Current.IsSign("]") && Current.Kind != TokenKind.End)
        {
            cells.Add(ParseExpression());
            if (!TrySign(","))
                break;
        }

        ExpectSign("]");
        return new DataTableSyntax(columns, cells, Since(start));
    }

    private UnionSyntax ParseUnion()
    {
        var start = Next().Span;
        var options = ParseOptions();
        var tables = List(ParseUnionTable);
        return new UnionSyntax(options, tables, Since(start));
    }

    // A bare name may hold wildcards: union AKS*.
    private ExpressionSyntax ParseUnionTable()
    {
        return IsWildcardAhead() ? ParseWildcard() : ParsePostfix();
    }

    // A*, *B or A*B in one piece; a lone '*' is all tables.
    private bool IsWildcardAhead() => Current.IsSign("*")
        || (Current.Kind == TokenKind.Identifier && Ahead(1).IsSign("*") && Current.Span.End == Ahead(1).Span.Start);

    private NameExpressionSyntax ParseWildcard()
    {
        var pattern = ParsePatternText(out var span);
        return new NameExpressionSyntax(pattern, span);
    }

    /// <summary>Options such as <c>kind=inner</c> or <c>hint.strategy = shuffle</c>.</summary>
    private List<OptionSyntax> ParseOptions()
    {
        var options = new List<OptionSyntax>();
        while (Current.Kind == TokenKind.Identifier)
        {
            var isDotted = Ahead(1).IsSign(".") && Ahead(3).IsSign("=");
            if (!isDotted && !Ahead(1).IsSign("="))
                break;
            var start = Current.Span;
            var name = Next().Text;
            if (isDotted)
            {
                _at++;
                name += "." + Next().Text;
            }

            ExpectSign("=");
            options.Add(new OptionSyntax(name, ParseOptionValue(), Since(start)));
        }

        return options;
    }

    private string ParseOptionValue()
    {
        if (IsBracketName)
            return ParseBracketName().Text;
        var value = Next();
        return value.Kind == TokenKind.Literal ? KqlFormat.Text(value.Value) : value.Text;
    }
}
