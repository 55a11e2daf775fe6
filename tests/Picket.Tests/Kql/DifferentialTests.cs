using CsCheck;
using Picket.Tests.Kql.Sql;
using Xunit;

namespace Picket.Tests.Kql;

/// <summary>What DuckDB and the evaluator say of one query must be the same, whatever the query.</summary>
public sealed class DifferentialTests : IDisposable
{
    private readonly FactsDatabase _database = new();
    private int _compiled;

    private static readonly string[] TextsListed =
    [
        "S", "T", "'get'", "''", "tostring(N)", "tostring(B)", "tostring(Sp)", "tostring(TimeGenerated)", "tostring(G)", "tostring(D)", "tostring(D.a)", "tostring(D.l)",
        "strcat(S, '-', T)", "tolower(S)", "toupper(T)", "substring(S, 1, 3)", "iff(B, S, T)", "coalesce(S, T)", "replace_string(S, 'e', 'E')", "extract('([a-z]+)', 1, S)",
        "tostring(D['a'])", "tostring(I)", "tostring(split(S, ',')[0])", "trim('[a-g]+', S)", "tostring(parse_json(S).a)", "case(N > 10, 'big', I < 0, 'low', 'other')", "strcat_array(D, '+')",
    ];

    private static readonly string[] LongsListed =
    [
        "N", "I", "0", "1", "-7", "3", "strlen(S)", "tolong(S)", "toint(T)", "tolong(D.n)", "toint(D.n)", "tolong(D)", "array_length(D)", "array_length(D.l)", "N + I", "N - 1", "N * N", "N / 2",
        "N / I", "N % 5", "I % 3", "-N", "bin(N, 3)", "hourofday(TimeGenerated)", "dayofyear(TimeGenerated)", "getyear(TimeGenerated)", "monthofyear(TimeGenerated)", "tolong(R)", "toint(R)", "tolong(B)",
        "indexof(S, 'e')", "countof(S, 'e')", "datetime_diff('hour', TimeGenerated, datetime(2026-01-01))", "iff(B, N, I)", "coalesce(I, 5)", "tolong(Sp)", "tolong(TimeGenerated)", "abs(I)", "week_of_year(TimeGenerated)",
    ];

    private static readonly string[] RealsListed =
    [
        "R", "1.5", "todouble(N)", "todouble(S)", "todouble(D.n)", "R * 2", "R / 0", "R + N", "R % 2.5", "round(R, 1)", "bin(R, 0.5)", "floor(R, 2)", "sqrt(R)", "Sp / 1h", "iff(B, R, 0.0)", "todouble(B)", "pow(R, 2)",
    ];

    private static readonly string[] TimesListed =
    [
        "TimeGenerated", "datetime(2026-06-15)", "ago(1h)", "startofday(TimeGenerated)", "startofday(TimeGenerated, -1)", "startofweek(TimeGenerated)", "startofmonth(TimeGenerated)", "endofday(TimeGenerated)",
        "bin(TimeGenerated, 1h)", "bin(TimeGenerated, 7d)", "bin_at(TimeGenerated, 1d, datetime(2026-01-01 06:00))", "TimeGenerated + Sp", "TimeGenerated - 1d", "todatetime(S)", "datetime_add('month', 1, TimeGenerated)",
        "TimeGenerated + 3tick", "todatetime('2026-06-15T10:00:00.1234567Z')", "unixtime_seconds_todatetime(I)",
    ];

    private static readonly string[] SpansListed =
    [
        "Sp", "1h", "TimeGenerated - datetime(2026-01-01)", "Sp * 2", "Sp / 3", "Sp + 1tick", "-Sp", "totimespan(S)", "bin(Sp, 1m)", "Sp % 7m", "Sp * 1.5", "iff(B, Sp, 0s)",
    ];

    private static readonly string[] DynamicsListed =
    [
        "D", "D.a", "D.l", "D.l[0]", "D.l[-1].k", "D.a.b", "D[0]", "dynamic([1,2])", "pack('s', S, 'n', N)", "split(S, ',')", "parse_json(S)", "todynamic(T)", "pack_array(N, R, S, B)", "array_concat(D, D.l)", "set_union(D, D.l)", "bag_keys(D)",
    ];

    private static readonly string[] AggregatesListed =
    [
        "count()", "countif(B)", "sum(N)", "sum(I)", "sum(R)", "sum(Sp)", "avg(I)", "avg(Sp)", "avg(TimeGenerated)", "min(N)", "max(R)", "min(R)", "max(S)", "min(TimeGenerated)", "max(Sp)", "dcount(S)", "dcountif(T, B)", "make_set(S)",
        "make_list(N)", "make_list(D)", "array_length(make_set(T, 2))", "make_bag(D)", "stdev(I)", "variance(N % 100)", "percentile(I, 50)", "percentiles(N, 5, 95)", "take_any(S)", "arg_max(Id, *)", "arg_min(Id, S, D)", "arg_max(R * 0 + Id, T)", "sumif(N, S has 'get')",
        "binary_all_or(I)", "make_set_if(N, B)", "count_distinct(N)", "maxif(I, I > 0)", "stdevp(I)", "avgif(R, R < 100)", "maxif(todouble(D.n), D.a == 'x')", "arg_max(Id, *), arg_min(todouble(S), T, G), max(todatetime(S))", "take_any(S, D, N)",
    ];

    private static readonly string[] SingleTests =
    [
        "B", "isempty(S)", "isnotempty(D.a)", "isnull(N)", "isnotnull(TimeGenerated)", "isnull(D.n)", "isempty(D)", "S in ('get', 'list', '')", "S in~ ('GET', 'ÄÖ STRASSE', 'kube-system')", "T !in ('get', '')",
        "N in (1, 42, 0)", "I !in (3, 200)", "S has_any ('get', 'system', 'ö')", "S has_all ('kube', 'system')", "S in (D)", "T in~ (D)", "S has_any (D)", "TimeGenerated between (ago(1d) .. now())", "N between (0 .. 50)",
        "R !between (0.0 .. 3.0)", "S matches regex '^[a-zK]'", "isnan(R)", "D.n == 5", "D.a == 'x'", "D == 17", "S in ((Facts | where N > 0 | project T))", "N < toscalar(Facts | summarize avg(I))", "TimeGenerated in (datetime(2026-06-15 11:57))",
        "bag_has_key(D, 'a')", "set_has_element(D, 'get')", "S !has_any ('x', 'dev')", "T =~ S",
    ];

    private static readonly Gen<string> Texts = Any(TextsListed);

    private static readonly Gen<string> Longs = Any(LongsListed);

    private static readonly Gen<string> Reals = Any(RealsListed);

    private static readonly Gen<string> Times = Any(TimesListed);

    private static readonly Gen<string> Spans = Any(SpansListed);

    private static readonly Gen<string> Dynamics = Any(DynamicsListed);

    private static readonly Gen<string> Aggregates = Any(AggregatesListed);

    private static readonly Gen<string> Comparisons = Any("==", "!=", "<", "<=", ">", ">=");

    private static readonly Gen<string> TextTests = Any(
        "==", "!=", "=~", "!~", "has", "!has", "has_cs", "contains", "!contains", "contains_cs", "startswith", "!startswith", "startswith_cs", "endswith", "endswith_cs", "hasprefix", "hassuffix");

    private static readonly Gen<string> Patterns = Any("'get'", "'kube'", "'SYSTEM'", "''", "'e'", "'ä'", "'api'", "'-'", "'x-y'", "T", "'straße'", "'1'");

    private static Gen<string> Compared(Gen<string> values) => Gen.Select(values, Comparisons, values, (a, sign, b) => $"{a} {sign} {b}");

    private static readonly Gen<string> Tests = Gen.OneOf(
        Compared(Longs), Compared(Reals), Compared(Times), Compared(Spans), Compared(Texts),
        Gen.Select(Texts, TextTests, Patterns, (a, test, b) => $"{a} {test} {b}"),
        Any(SingleTests));

    private static readonly Gen<string> Predicates = Gen.OneOf(
        Tests,
        Gen.Select(Tests, Tests, (a, b) => $"({a}) and ({b})"),
        Gen.Select(Tests, Tests, (a, b) => $"({a}) or not({b})"),
        Gen.Select(Tests, Tests, (a, b) => $"not(({a}) and ({b}))"));

    private static readonly Gen<string> Values = Gen.OneOf(Texts, Longs, Reals, Times, Spans, Dynamics, Predicates.Select(p => $"({p})"));

    private static readonly Gen<string> Keys = Gen.OneOf(
        Texts, Longs, Times, Any("B", "Sp", "G"));

    private const string Union = "union (Facts | where Id < 3 | extend Id = Id + 1000)";

    // These take any row where several would do; which comes first is one thing only as long as no union has been on the way.
    private static readonly string[] AnyRow = ["take_any(", "make_bag(", "arg_min(", "arg_max("];

    // Ids stay unique, so that an order by them is one order.
    private static readonly Gen<string> Steps = Gen.OneOf(
        Predicates.Select(p => $"where {p}"),
        Values.Select(v => $"extend x = {v}"),
        Gen.Select(Values, Values, (a, b) => $"extend y = {a}, z = {b}"),
        Longs.Select(v => $"extend N = {v}"),
        Texts.Select(v => $"extend S = {v}"),
        Any("where Id < 30", Union, "project-away G"));

    private static readonly Gen<string> Lasts = Gen.OneOf(
        Gen.Const("where true"),
        Gen.Select(Aggregates, Aggregates, Keys, (a, b, k) => $"summarize a = {a}, {b} by k = {k}"),
        Aggregates.Select(a => $"summarize {a}"),
        Values.Select(v => $"sort by Id asc | extend v = {v} | project Id, v | take 7"),
        Gen.Select(Gen.OneOf(Longs, Reals, Times, Texts, Spans), Any("asc", "desc", "asc nulls last", "desc nulls first"), (v, way) => $"extend v = {v} | top 9 by v {way}, Id asc | project Id, v"),
        Gen.Select(Keys, Keys, (a, b) => $"extend a = {a}, b = {b} | distinct a, b"),
        Gen.Select(Any("inner", "leftouter", "rightouter", "fullouter", "leftsemi", "leftanti", "rightsemi", "rightanti"), Any("S", "N", "TimeGenerated", "B", "R", "Sp", "G"),
            (kind, key) => $"join kind={kind} (Facts | where Id % 3 == 0 | project {key}, Id2 = Id, S2 = S) on {key} | project-away D"),
        Any("S", "N").Select(key => $"join (Facts | where Id % 2 == 0 | project {key}, Id2 = Id) on {key} | project {key}, Id2"),
        Dynamics.Select(d => $"extend e = {d} | mv-expand e | project Id, e"),
        Gen.Select(Dynamics, Dynamics, (a, b) => $"extend e = {a}, f = {b} | mv-expand with_itemindex=i e, f to typeof(string) | project Id, i, e, f"),
        Any(
            "sort by Id asc | extend p = prev(N), r = row_number() | project Id, p, r", "make-series c = count(), s = sum(I) default=0 on TimeGenerated from datetime(2026-06-14) to datetime(2026-06-16) step 6h by B",
            "make-series m = max(I) on bin(N, 10) step 10000000000000000", "where N > toscalar(Facts | sort by Id asc | extend q = prev(Id) | summarize max(q))", "count", "summarize c = count() by bin(TimeGenerated, 1d) | sort by c, TimeGenerated asc",
            "as F | union F | summarize count() by S", "union (Facts | where Id < 3) | project Id, S, N", "partition by B (top 2 by Id) | project Id", "top-nested 2 of T by max(Id)", "project Id, S | where S in ((Facts | sort by Id asc | extend p = prev(T) | project p))"));

    private static Gen<string> Any(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    public void Dispose() => _database.Dispose();

    [Fact]
    public void They_agree_on_every_value_test_and_aggregate_alone()
    {
        string[] values = [.. TextsListed, .. LongsListed, .. RealsListed, .. TimesListed, .. SpansListed, .. DynamicsListed, .. SingleTests.Select(t => $"({t})")];
        string[] queries =
        [
            .. values.Select(v => $"Facts | project Id, v = {v}"), .. SingleTests.Select(t => $"Facts | where {t} | project Id"),
            .. SingleTests.Select(t => $"Facts | where not({t}) | project Id"), .. AggregatesListed.Select(a => $"Facts | summarize {a} by T"),
        ];

        Assert.Equal("", string.Join('\n', queries.Select(Disagreement).Where(d => d.Length > 0)));
        Assert.InRange(_compiled, queries.Length * 9 / 10, queries.Length);
    }

    [Fact]
    public void DuckDB_and_the_evaluator_agree() => Gen.Select(Steps.List[0, 3], Lasts).Where((steps, last) => !steps.Contains(Union) || !AnyRow.Any(last.Contains)).Sample(
        (steps, last) => AssertAgree($"Facts | {string.Join(" | ", steps.Append(last))}"), iter: 3000, threads: 1);

    private void AssertAgree(string kql)
    {
        var disagreement = Disagreement(kql);
        Assert.True(disagreement.Length == 0, disagreement);
    }

    private string Disagreement(string kql)
    {
        if (_database.Compile(kql) is not { } plan)
            return "";
        _compiled++;
        var evaluated = FactsDatabase.Comparable(_database.Evaluated(plan), plan.Columns);
        var queried = FactsDatabase.Comparable(_database.Queried(plan), plan.Columns);
        return evaluated.SequenceEqual(queried)
            ? ""
            : $"{kql}\nonly evaluated: {Some(evaluated.Except(queried))}\nonly from DuckDB: {Some(queried.Except(evaluated))}\n{evaluated.Count} rows and {queried.Count}\n";
    }

    private static string Some(IEnumerable<string> rows) => string.Join("\n  ", rows.Take(3));
}
