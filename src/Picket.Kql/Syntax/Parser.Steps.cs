namespace Picket.Kql.Syntax;

internal sealed partial class Parser
{
    // The less common operators; null where there is none of that name.
    private OperatorSyntax? ParseFurtherOperator(string name, TextSpan start)
    {
        switch (name)
        {
            case "parse": return ParseParse(isFilter: false, start);
            case "parse-where": return ParseParse(isFilter: true, start);
            case "parse-kv": return ParseParseKeys(start);
            case "make-series": return ParseMakeSeries(start);
            case "mv-apply": return ParseApply(start);
            case "partition": return ParsePartition(start);
            case "serialize": return new SerializeSyntax(IsOperatorEnd ? [] : List(ParseItem), start);
            case "top-nested": return ParseTopNested(start);
            case "top-hitters": return ParseTopHitters(start);
            case "sample": return new SampleSyntax(ParseExpression(), null, start);
            case "sample-distinct": return ParseSampleDistinct(start);
            case "reduce": return ParseReduce(start);
            case "scan": return ParseScan(start);
            case "evaluate": return ParseEvaluate(start);
            default:
                UnknownOperator(name, start);
                return null;
        }
    }

    /// <summary>Operators without a table before them: <c>( where … | take … )</c>.</summary>
    private List<OperatorSyntax> ParseSteps()
    {
        var steps = new List<OperatorSyntax>();
        if (!TryEnter())
        {
            Leave();
            return steps;
        }

        do
        {
            if (ParseOperator() is { } step)
                steps.Add(step);
        }
        while (!IsChainTooLong(steps.Count) && TrySign("|"));
        Leave();
        return steps;
    }

    private MakeSeriesSyntax ParseMakeSeries(TextSpan start)
    {
        SkipHints();
        var options = ParseOptionsNamed("kind");
        SkipHints();
        var items = List(ParseSeriesItem);
        ExpectWord("on");
        var on = ParseItem();
        ExpressionSyntax? from = null;
        ExpressionSyntax? to = null;
        ExpressionSyntax step = new MissingSyntax(Current.Span);
        if (on is ListTestSyntax { Operator.Text: "in", Items: [CallSyntax { Function.Text: "range", Arguments: [var first, var last, var size] }] } range)
        {
            var keysInRange = TryWord("by") ? List(ParseItem) : [];
            return new MakeSeriesSyntax(options, items, range.Value, first, last, size, true, keysInRange, start);
        }

        if (TryWord("from"))
            from = ParseExpression();
        if (TryWord("to"))
            to = ParseExpression();
        if (TryWord("step"))
            step = ParseExpression();
        else
            Unexpected("'step' and the width of a bin");
        var keys = TryWord("by") ? List(ParseItem) : [];
        return new MakeSeriesSyntax(options, items, on, from, to, step, false, keys, start);
    }

    private SeriesItemSyntax ParseSeriesItem()
    {
        var value = ParseItem();
        ExpressionSyntax? fallback = null;
        if (Current.IsWord("default") && Ahead(1).IsSign("="))
        {
            Skip(2);
            fallback = ParseExpression();
        }

        return new SeriesItemSyntax(value, fallback, Since(value.Span));
    }

    private ApplySyntax ParseApply(TextSpan start)
    {
        var options = ParseOptionsNamed("kind", "bagexpansion", "with_itemindex");
        var items = List(ParseExpandItem);
        var limit = TryWord("limit") ? ParseExpression() : null;
        if (TryWord("id"))
            ParseExpression();
        ExpectWord("on");
        ExpectSign("(");
        var steps = ParseSteps();
        ExpectSign(")");
        return new ApplySyntax(new ExpandSyntax(options, items, limit, Since(start)), steps, start);
    }

    private PartitionSyntax ParsePartition(TextSpan start)
    {
        ParseOptions();
        ExpectWord("by");
        var name = ParseName();
        var key = new NameExpressionSyntax(name.Text, name.Span);
        if (TrySign("{"))
        {
            var table = ParsePipe();
            ExpectSign("}");
            return new PartitionSyntax(key, [], table, start);
        }

        ExpectSign("(");
        var steps = ParseSteps();
        ExpectSign(")");
        return new PartitionSyntax(key, steps, null, start);
    }

    private TopNestedSyntax ParseTopNested(TextSpan start)
    {
        var levels = new List<TopLevelSyntax> { ParseTopLevel() };
        while (TrySign(","))
        {
            var at = Current.Span;
            if (ParseOperatorName() != "top-nested")
                diagnostics.Add(KqlCodes.Unexpected, at, "Expected 'top-nested' for the next level.");
            levels.Add(ParseTopLevel());
        }

        return new TopNestedSyntax(levels, start);
    }

    private TopLevelSyntax ParseTopLevel()
    {
        var start = Current.Span;
        var count = Current.IsWord("of") ? null : ParseExpression();
        ExpectWord("of");
        var of = ParseItem();
        ExpressionSyntax? others = null;
        if (TryWord("with"))
        {
            ExpectWord("others");
            ExpectSign("=");
            others = ParseExpression();
        }

        ExpectWord("by");
        var by = ParseItem();
        var isAscending = TryWord("asc");
        if (!isAscending)
            TryWord("desc");
        return new TopLevelSyntax(count, of, others, by, isAscending, Since(start));
    }

    private TopHittersSyntax ParseTopHitters(TextSpan start)
    {
        var count = ParseExpression();
        ExpectWord("of");
        var of = ParseItem();
        return new TopHittersSyntax(count, of, TryWord("by") ? ParseItem() : null, start);
    }

    private SampleSyntax ParseSampleDistinct(TextSpan start)
    {
        var count = ParseExpression();
        ExpectWord("of");
        return new SampleSyntax(count, ParseItem(), start);
    }

    private ReduceSyntax ParseReduce(TextSpan start)
    {
        SkipHints();
        var options = ParseOptionsNamed("kind");
        ExpectWord("by");
        var by = ParseItem();
        var parameters = TryWord("with") ? List(ParseParameterValue) : [];
        return new ReduceSyntax(options, by, parameters, start);
    }
}
