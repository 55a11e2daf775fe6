namespace Picket.Kql.Syntax;

internal sealed partial class Parser
{
    private OperatorSyntax? ParseOperator()
    {
        var start = Current.Span;
        var name = ParseOperatorName();
        var errors = diagnostics.Count;
        var step = ParseOperator(name, start);
        var isEnded = Current.Kind == TokenKind.End || IsNewQuery || Current is { Kind: TokenKind.Punctuation, Text: "|" or ";" or ")" or "}" or "]" or "," };
        if (!isEnded && diagnostics.Count == errors)
            Unexpected($"'|', ';' or the rest of '{name}'");
        if (!isEnded)
            SkipOperator();
        return step is null ? null : step with { Span = Since(start) };
    }

    // 'project-away' comes as three tokens; they are one name when nothing stands between them.
    private string ParseOperatorName()
    {
        if (Current.Kind != TokenKind.Identifier)
        {
            Unexpected("an operator such as 'where'");
            return "";
        }

        var name = Next();
        var text = name.Text;
        var end = name.Span.End;
        while (Current.IsSign("-") && Current.Span.Start == end
               && Ahead(1).Kind == TokenKind.Identifier && Ahead(1).Span.Start == Current.Span.End)
        {
            _at++;
            end = Current.Span.End;
            text += "-" + Next().Text;
        }

        return text;
    }

    private OperatorSyntax? ParseOperator(string name, TextSpan start)
    {
        switch (name)
        {
            case "where" or "filter": return ParseWhere(start);
            case "project": return new ProjectSyntax(IsOperatorEnd ? [] : List(ParseItem), start);
            case "extend": return new ExtendSyntax(List(ParseItem), start);
            case "project-rename": return new RenameSyntax(List(ParseItem), start);
            case "project-away": return new SelectSyntax(Selection.Away, List(ParsePattern), start);
            case "project-keep": return new SelectSyntax(Selection.Keep, List(ParsePattern), start);
            case "project-reorder": return new SelectSyntax(Selection.Reorder, List(ParsePattern), start);
            case "summarize": return ParseSummarize(start);
            case "sort" or "order": return ParseSort(start);
            case "top": return ParseTop(start);
            case "take" or "limit": return new TakeSyntax(ParseExpression(), start);
            case "distinct": SkipHints(); return new DistinctSyntax(List(ParseItem), start);
            case "count": return new CountSyntax(TryWord("as") ? ParseName() : null, start);
            case "join": return ParseJoin(isLookup: false, start);
            case "lookup": return ParseJoin(isLookup: true, start);
            case "union": return ParseUnionOperator(start);
            case "mv-expand" or "mvexpand": return ParseExpand(start);
            case "render": return ParseRender(start);
            case "as": return ParseAs(start);
            case "invoke": return ParseInvoke(start);
            case "make-graph": return ParseMakeGraph(start);
            case "graph-match": return ParseGraphMatch(isShortest: false, start);
            case "graph-shortest-paths": return ParseGraphMatch(isShortest: true, start);
            case "graph-mark-components": return ParseGraphComponents(start);
            case "graph-where-nodes": return new GraphFilterSyntax(true, ParseExpression(), start);
            case "graph-where-edges": return new GraphFilterSyntax(false, ParseExpression(), start);
            case "graph-to-table": return ParseGraphTable(start);
            case "search": return new SearchOperatorSyntax(ParseSearch(start), start);
            case "getschema": return new GetSchemaSyntax(start);
            case "consume": SkipHints(); return new ConsumeSyntax(start);
            case "project-by-names": return new ProjectByNamesSyntax(List(ParseExpression), start);
            case "fork" or "facet": return ParseBranches(name, start);
            case "": return null;
            default: return ParseFurtherOperator(name, start);
        }
    }

    private void UnknownOperator(string name, TextSpan span)
    {
        if (OperatorNames.Others.Contains(name))
        {
            Unsupported(span, $"The operator '{name}'");
            return;
        }

        var message = OperatorNames.Sources.Contains(name)
            ? $"'{name}' only starts a query; it cannot follow '|'."
            : $"There is no operator '{name}'.{Suggestion.For(name, OperatorNames.Steps.Concat(OperatorNames.Others))}";
        diagnostics.Add(KqlCodes.Unexpected, span, message);
    }

    private InvokeSyntax? ParseInvoke(TextSpan start)
    {
        if (Current.Kind == TokenKind.Identifier && Ahead(1).IsSign("("))
            return new InvokeSyntax(ParseCall(Next()), start);
        Unexpected("a function to call, such as 'f()'");
        return null;
    }

    private bool IsOperatorEnd =>
        Current.Kind == TokenKind.End || Current is { Kind: TokenKind.Punctuation, Text: "|" or ";" or ")" or "}" };

    private PatternSyntax ParsePattern()
    {
        var text = ParsePatternText(out var span);
        string[] orders = ["asc", "desc", "granny-asc", "granny-desc"];
        var order = Current.Kind == TokenKind.Identifier && !IsNewQuery ? ParseOperatorName() : "";
        if (order.Length > 0 && !orders.Contains(order))
            diagnostics.Add(KqlCodes.Unexpected, PreviousSpan, $"Expected ',' or '|', found '{order}'.");
        return new PatternSyntax(text, order, span);
    }

    // Name parts, numbers and stars that touch each other.
    private string ParsePatternText(out TextSpan span)
    {
        var start = Current.Span;
        var text = "";
        var end = start.Start;
        while (Current.Span.Start == end || text.Length == 0)
        {
            if (TrySign("*"))
                text += "*";
            else if (Current.Kind == TokenKind.Identifier || IsBracketName)
                text += ParseName().Text;
            else if (text.Length > 0 && Current is { Kind: TokenKind.Literal, Type: KqlType.Long })
                text += Next().Text;
            else
                break;
            end = PreviousSpan.End;
        }

        if (text.Length == 0)
            Unexpected("a name");
        span = Since(start);
        return text;
    }

    private WhereSyntax ParseWhere(TextSpan start)
    {
        SkipHints();
        var predicate = ParseItem();
        return new WhereSyntax(predicate, start);
    }

    // What is in the branches is checked for balance only: they are refused as a whole.
    private BranchesSyntax ParseBranches(string name, TextSpan start)
    {
        SkipOperator();
        return new BranchesSyntax(name, start);
    }

    private SummarizeSyntax ParseSummarize(TextSpan start)
    {
        SkipHints();
        var aggregates = Current.IsWord("by") || IsOperatorEnd ? [] : List(ParseItem);
        var keys = TryWord("by") ? List(ParseItem) : [];
        return new SummarizeSyntax(aggregates, keys, start);
    }

    // Hints tell a cluster how to share the work out; there is nothing to share here.
    private void SkipHints()
    {
        while (Current.IsWord("hint") && Ahead(1).IsSign(".") && Ahead(3).IsSign("="))
        {
            Skip(4);
            ParseUnary();
        }
    }

    private SortSyntax ParseSort(TextSpan start)
    {
        SkipHints();
        ExpectWord("by");
        return new SortSyntax(List(ParseSortKey), start);
    }

    private TopSyntax ParseTop(TextSpan start)
    {
        SkipHints();
        var count = ParseExpression();
        ExpectWord("by");
        return new TopSyntax(count, List(ParseSortKey), start);
    }

    private SortKeySyntax ParseSortKey()
    {
        var value = ParseItem();
        var isAscending = TryWord("asc");
        if (!isAscending)
            TryWord("desc");
        bool? isNullsFirst = null;
        if (TryWord("nulls"))
        {
            isNullsFirst = TryWord("first");
            if (isNullsFirst == false)
                ExpectWord("last");
        }

        return new SortKeySyntax(value, isAscending, isNullsFirst, Since(value.Span));
    }

    private JoinSyntax ParseJoin(bool isLookup, TextSpan start)
    {
        var options = ParseOptions();
        var right = ParseJoinTable();
        IReadOnlyList<ExpressionSyntax> conditions = [];
        if (TryWord("on"))
            conditions = List(ParseExpression);
        else
            Unexpected("'on' and the columns to join on");
        return new JoinSyntax(isLookup, options, right, conditions, start);
    }

    private ExpressionSyntax ParseJoinTable() => ParsePostfix();

    private UnionOperatorSyntax ParseUnionOperator(TextSpan start)
    {
        var options = ParseOptions();
        var tables = List(ParseUnionTable);
        return new UnionOperatorSyntax(new UnionSyntax(options, tables, Since(start)), start);
    }

    private ExpandSyntax ParseExpand(TextSpan start)
    {
        var options = ParseOptionsNamed("kind", "bagexpansion", "with_itemindex");
        var items = List(ParseExpandItem);
        var limit = TryWord("limit") ? ParseExpression() : null;
        return new ExpandSyntax(options, items, limit, start);
    }

    private List<OptionSyntax> ParseOptionsNamed(params string[] names)
    {
        var options = new List<OptionSyntax>();
        while (Current.Kind == TokenKind.Identifier && names.Contains(Current.Text) && Ahead(1).IsSign("="))
        {
            var name = Next();
            _at++;
            options.Add(new OptionSyntax(name.Text, ParseName().Text, Since(name.Span)));
        }

        return options;
    }

    private ExpandItemSyntax ParseExpandItem()
    {
        var value = ParseItem();
        KqlType? type = null;
        if (TryWord("to"))
        {
            var start = Current.Span;
            ExpectWord("typeof");
            type = ParseTypeOf(start).Type;
        }

        return new ExpandItemSyntax(value, type, Since(value.Span));
    }

    private AsSyntax ParseAs(TextSpan start)
    {
        SkipHints();
        return new AsSyntax(ParseName(), start);
    }
}
