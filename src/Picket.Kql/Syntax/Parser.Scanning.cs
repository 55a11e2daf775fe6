namespace Picket.Kql.Syntax;

internal sealed partial class Parser
{
    private ScanSyntax ParseScan(TextSpan start)
    {
        SkipHints();
        NameSyntax? matchId = null;
        if (Current.IsWord("with_match_id") && Ahead(1).IsSign("="))
        {
            Skip(2);
            matchId = ParseName();
        }

        IReadOnlyList<ExpressionSyntax> partition = [];
        if (TryWord("partition"))
        {
            ExpectWord("by");
            partition = List(ParseItem);
        }

        IReadOnlyList<SortKeySyntax> order = [];
        if (TryWord("order"))
        {
            ExpectWord("by");
            order = List(ParseSortKey);
        }

        var declared = TryWord("declare") ? ParseScanColumns() : [];
        ExpectWord("with");
        ExpectSign("(");
        var steps = new List<ScanStepSyntax>();
        while (Current.IsWord("step") && steps.Count <= KqlLimits.MaxChain)
            steps.Add(ParseScanStep());
        if (steps.Count == 0)
            Unexpected("'step'");
        ExpectSign(")");
        return new ScanSyntax(matchId, partition, order, declared, steps, start);
    }

    private List<ScanColumnSyntax> ParseScanColumns()
    {
        ExpectSign("(");
        var columns = List(() =>
        {
            var name = ParseName();
            ExpectSign(":");
            var type = ParseType();
            return new ScanColumnSyntax(name, type, TrySign("=") ? ParseExpression() : null, Since(name.Span));
        });
        ExpectSign(")");
        return columns;
    }

    private ScanStepSyntax ParseScanStep()
    {
        var start = Next().Span;
        var name = ParseName();
        var isOptional = TryWord("optional");
        NameSyntax? output = null;
        if (Current.IsWord("output") && Ahead(1).IsSign("="))
        {
            Skip(2);
            output = ParseName();
        }

        ExpectSign(":");
        var condition = ParseExpression();
        var assignments = TrySign("=>") ? List(ParseScanAssignment) : [];
        ExpectSign(";");
        return new ScanStepSyntax(name, isOptional, output, condition, assignments, Since(start));
    }

    private ScanAssignmentSyntax ParseScanAssignment()
    {
        var name = ParseName();
        ExpectSign("=");
        return new ScanAssignmentSyntax(name, ParseExpression(), Since(name.Span));
    }

    private EvaluateSyntax? ParseEvaluate(TextSpan start)
    {
        SkipHints();
        if (Current.Kind != TokenKind.Identifier || !Ahead(1).IsSign("("))
        {
            Unexpected("a plug-in to call, such as 'bag_unpack(Column)'");
            return null;
        }

        var call = ParseCall(Next());
        return new EvaluateSyntax(call, TrySign(":") ? ParseOutputSchema() : null, start);
    }

    private OutputSchemaSyntax ParseOutputSchema()
    {
        var start = Current.Span;
        ExpectSign("(");
        var hasStar = TrySign("*");
        if (hasStar)
            TrySign(",");
        var columns = Current.IsSign(")") ? [] : List(ParseColumn);
        ExpectSign(")");
        return new OutputSchemaSyntax(hasStar, columns, Since(start));
    }
}
