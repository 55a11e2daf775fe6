namespace Picket.Kql.Plan;

/// <summary>Tells each scan which times and terms the filters above it ask for.</summary>
internal static class ScanBounds
{
    private const string TimeColumn = "TimeGenerated";

    // Characters that JSON text never escapes, so that the stored text of a dynamic holds the value as it is.
    private const string Unescaped = " _-.:/@";

    /// <summary>The plan with bounds on its scans; <paramref name="known"/> are predicates that hold for every row wanted of it.</summary>
    public static KqlPlan Push(KqlPlan plan, IReadOnlyList<KqlExpression> known)
    {
        switch (plan)
        {
            case TableScan scan:
                return Bounded(scan, known);
            case Filter filter:
                return filter with { Input = Push(filter.Input, [.. known, .. Terms(filter.Predicate)]) };
            case Project project:
                return new Project(Push(project.Input, Through(project.Items, known)), project.Items);
            case Sort sort:
                return sort with { Input = Push(sort.Input, known) };
            case Take take:
                return take with { Input = Push(take.Input, []) };
            case Aggregate { Keys.Count: > 0 } aggregate:
                return new Aggregate(Push(aggregate.Input, Through(aggregate.Keys, known)), aggregate.Keys, aggregate.Items);
            case Join join:
                return PushJoin(join, known);
            case Union union:
                return new Union([.. union.Tables.Select(t => Push(t, known))]);
            case Expand expand:
                return expand with { Input = Push(expand.Input, On(expand.Kept, known)) };
            case Window window:
                // What precedes a row counts for it, so nothing may be left out below.
                return window with { Input = Push(window.Input, []) };
            case Materialized materialized:
                return materialized with { Input = Push(materialized.Input, []) };
            default:
                return plan.WithInputs([.. plan.Inputs.Select(i => Push(i, []))]);
        }
    }

    private static IEnumerable<KqlExpression> Terms(KqlExpression predicate) =>
        predicate is LogicalExpression { IsOr: false } all ? all.Terms.SelectMany(Terms) : [predicate];

    // Only predicates on columns that the projection hands through, under their name below it.
    private static List<KqlExpression> Through(IReadOnlyList<NamedExpression> items, IReadOnlyList<KqlExpression> known)
    {
        var names = items
            .Where(i => i.Value is ColumnExpression)
            .DistinctBy(i => i.Name)
            .ToDictionary(i => i.Name, i => (ColumnExpression)i.Value, StringComparer.Ordinal);
        return [.. known.Select(k => Renamed(k, names)).OfType<KqlExpression>()];
    }

    // What is known of a row that a join gives is known of the rows it is made of, but where a missing partner is filled with nulls.
    private static Join PushJoin(Join join, IReadOnlyList<KqlExpression> known)
    {
        var isLeftWhole = join.Kind is not (JoinKind.RightOuter or JoinKind.FullOuter or JoinKind.RightAnti or JoinKind.RightSemi);
        var isRightWhole = join.Kind is not (JoinKind.LeftOuter or JoinKind.FullOuter or JoinKind.LeftAnti or JoinKind.LeftSemi);
        // Which of several left rows 'innerunique' keeps must not depend on what is asked of it later, unless it is asked of the keys.
        var leftKnown = join.Kind == JoinKind.InnerUnique ? OfKeys(join, known) : known;
        return join with
        {
            Left = Push(join.Left, isLeftWhole ? Through(Side(join, isLeft: true), leftKnown) : []),
            Right = Push(join.Right, isRightWhole ? Through(Side(join, isLeft: false), known) : []),
        };
    }

    private static List<KqlExpression> OfKeys(Join join, IReadOnlyList<KqlExpression> known)
    {
        var keys = join.Keys.Select(k => k.Left).OfType<ColumnExpression>().Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var shown = join.Outputs.Where(o => o.IsLeft && keys.Contains(o.Source)).Select(o => o.Column).ToList();
        return On(shown, known);
    }

    private static List<NamedExpression> Side(Join join, bool isLeft) =>
        [.. join.Outputs.Where(o => o.IsLeft == isLeft).Select(o => new NamedExpression(o.Column.Name, new ColumnExpression(o.Source, o.Column.Type)))];

    private static List<KqlExpression> On(IReadOnlyList<KqlColumn> columns, IReadOnlyList<KqlExpression> known) =>
        Through([.. columns.Select(c => new NamedExpression(c.Name, new ColumnExpression(c.Name, c.Type)))], known);

    private static KqlExpression? Renamed(KqlExpression expression, Dictionary<string, ColumnExpression> names) => expression switch
    {
        CompareExpression { Left: var left } compare when Root(left, names) is { } root => compare with { Left = root },
        CompareExpression { Right: var right } compare when Root(right, names) is { } root => compare with { Right = root },
        TextTestExpression { Text: var text } test when Root(text, names) is { } root => test with { Text = root },
        _ => null,
    };

    private static KqlExpression? Root(KqlExpression value, Dictionary<string, ColumnExpression> names) => value switch
    {
        ColumnExpression column => names.GetValueOrDefault(column.Name),
        PathExpression path when Root(path.Target, names) is { } root => path with { Target = root },
        ConvertExpression convert when Root(convert.Operand, names) is { } root => convert with { Operand = root },
        _ => null,
    };

    private static TableScan Bounded(TableScan scan, IReadOnlyList<KqlExpression> known)
    {
        DateTime? from = null;
        DateTime? to = null;
        foreach (var predicate in known)
        {
            if (TimeTest(predicate) is not var (comparison, time))
                continue;
            if (comparison is Comparison.Equal or Comparison.Greater or Comparison.GreaterOrEqual)
                from = from is null || time > from ? time : from;
            if (comparison is Comparison.Equal or Comparison.Less or Comparison.LessOrEqual)
                to = to is null || time < to ? time : to;
        }

        return scan with { From = from, To = to, RequiredTerms = [.. known.SelectMany(TermsOf).Distinct()] };
    }

    private static (Comparison Comparison, DateTime Time)? TimeTest(KqlExpression predicate) => predicate switch
    {
        CompareExpression { Left: ColumnExpression { Name: TimeColumn, Type: KqlType.DateTime }, Right: LiteralExpression { Value: DateTime time } } test =>
            (test.Comparison, time),
        CompareExpression { Right: ColumnExpression { Name: TimeColumn, Type: KqlType.DateTime }, Left: LiteralExpression { Value: DateTime time } } test =>
            (Mirrored(test.Comparison), time),
        _ => null,
    };

    private static Comparison Mirrored(Comparison comparison) => comparison switch
    {
        Comparison.Less => Comparison.Greater,
        Comparison.LessOrEqual => Comparison.GreaterOrEqual,
        Comparison.Greater => Comparison.Less,
        Comparison.GreaterOrEqual => Comparison.LessOrEqual,
        _ => comparison,
    };

    private static IEnumerable<RequiredTerm> TermsOf(KqlExpression predicate) => predicate switch
    {
        TextTestExpression { Test: TextTest.Has or TextTest.EqualIgnoringCase, Pattern: LiteralExpression { Value: string pattern } } test =>
            TermsIn(test.Text, pattern),
        CompareExpression { Comparison: Comparison.Equal, Right: LiteralExpression { Value: string value } } test => TermsIn(test.Left, value),
        CompareExpression { Comparison: Comparison.Equal, Left: LiteralExpression { Value: string value } } test => TermsIn(test.Right, value),
        _ => [],
    };

    private static IEnumerable<RequiredTerm> TermsIn(KqlExpression text, string pattern)
    {
        var isPlain = pattern.All(c => char.IsAsciiLetterOrDigit(c) || Unescaped.Contains(c, StringComparison.Ordinal));
        return isPlain && ColumnOf(text) is { } column ? KqlTerms.Split(pattern).Select(t => new RequiredTerm(column, t)) : [];
    }

    private static string? ColumnOf(KqlExpression text) => text switch
    {
        ColumnExpression { Type: KqlType.String or KqlType.Dynamic } column => column.Name,
        ConvertExpression { Operand: ColumnExpression { Type: KqlType.Dynamic } column } => column.Name,
        ConvertExpression { Operand: PathExpression { Target: ColumnExpression column } } => column.Name,
        _ => null,
    };
}
