namespace Picket.Kql.Syntax;

internal sealed partial class Parser
{
    private static readonly string[] OtherSources = ["externaldata", "find", "search", "evaluate"];

    /// <summary>An expression, and where it is a table the operators applied to it.</summary>
    private ExpressionSyntax ParsePipe()
    {
        if (!TryEnter())
        {
            Leave();
            return new MissingSyntax(Current.Span);
        }

        var source = ParseSource();
        var operators = new List<OperatorSyntax>();
        while (Current.IsSign("|") && !IsChainTooLong(operators.Count))
        {
            _at++;
            if (ParseOperator() is { } step)
                operators.Add(step);
        }

        Leave();
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
        if (!OtherSources.Contains(token.Text) || Ahead(1).Kind == TokenKind.End)
            return ParseExpression();

        Unsupported(token.Span, $"The operator '{token.Text}'");
        SkipOperator();
        return new MissingSyntax(token.Span);
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
        ExpectSign("(");
        var columns = List(ParseColumn);
        ExpectSign(")");
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
        var token = Current;
        if (token.Kind == TokenKind.Identifier && Ahead(1).IsSign("*") && token.Span.End == Ahead(1).Span.Start)
        {
            _at += 2;
            return new NameExpressionSyntax(token.Text + "*", Since(token.Span));
        }

        return ParsePostfix();
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
            var value = Next();
            options.Add(new OptionSyntax(name, value.IsString ? (string)value.Value! : value.Text, Since(start)));
        }

        return options;
    }
}
