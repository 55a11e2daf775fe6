using System.Diagnostics.CodeAnalysis;
using Picket.Kql;
using Picket.Tests.Kql.Sql;
using Xunit;

namespace Picket.Tests.Kql;

/// <summary>Single expressions over nulls, empties, extremes, odd texts and JSON: DuckDB and the evaluator must say the same.</summary>
public sealed class AwkwardValuesTests : IDisposable
{
    private static readonly string[] Longs = ["0", "1", "-1", "7", "-8", "9223372036854775807", "(-9223372036854775807 - 1)", "long(null)"];

    private static readonly string[] Reals = ["0.0", "-0.0", "1.5", "-2.5", "1e308", "-1e-300", "real(nan)", "real(+inf)", "real(-inf)", "real(null)", "9.2233720368547758e18", "0.5", "-0.5"];

    private static readonly string[] Spans = ["0s", "1tick", "-1tick", "36h", "-36h", "totimespan('10675198.00:00:00')", "totimespan('-10675198.00:00:00')", "timespan(null)"];

    private static readonly string[] Times = ["datetime(0001-01-01)", "datetime(9999-12-31 23:59:59.9999999)", "datetime(1969-12-31 23:59:59.9999999)", "datetime(2024-02-29 12:00)", "datetime(2026-12-31 23:59)", "datetime(null)"];

    private static readonly string[] Texts =
    [
        "''", "' '", "'a'", "'A'", "'null'", "'true'", "'1'", "' 12 '", "'+5'", "'1e3'", "'0x1F'", "'-0'", "'9223372036854775808'", "'NaN'", "'inf'", "'1,5'", "'2026-02-30'", "'2026-01-01T00:00:00Z'", "'1.02:03:04'",
        "'{}'", "'[]'", "'[1,'", "'{\"a\":1,\"a\":2}'", "'\"a\"'", "'ß'", "'İ'", "'ﬁ'", "'e\\u0301'", "'\\U0001F600x'", "'a\\nb'", "'a\\tb'", "'Kelvin \\u212a'", "'a_b%c'", "'\\\\'",
    ];

    private static readonly string[] Jsons =
    [
        "dynamic(null)", "dynamic([])", "dynamic({})", "dynamic([1,null,\"\",[2],{\"k\":3}])", "dynamic({\"a\":null,\"b\":\"\",\"c\":[],\"a.b\":1,\"x y\":2})", "dynamic(\"\")", "dynamic(\"12\")", "dynamic(12)", "dynamic(1.0)",
        "dynamic(true)", "dynamic(datetime(2026-01-01))", "dynamic(1h)", "parse_json('{\"a\":{\"a\":\"\\\\u0041\"}}')", "parse_json('{\"a\":1.50,\"n\":1e2}')", "parse_json('x')", "parse_json(' [1 , 2] ')",
    ];

    private readonly FactsDatabase _database = new(rows: 1);

    public void Dispose() => _database.Dispose();

    [Fact]
    public void They_agree_on_whole_numbers() => AssertAgree(Longs, Longs,
        "{0} + {1}", "{0} - {1}", "{0} * {1}", "{0} / {1}", "{0} % {1}", "bin({0}, {1})", "{0} < {1}", "{0} == {1}", "{0} != {1}", "-{0}", "abs({0})", "toint({0})", "todouble({0})", "tostring({0})", "todatetime({0})", "totimespan({0})",
        "{0} * 1h", "1h / {0}", "1.0 / {0}", "{0} in ({1}, 3)", "{0} !in ({1})", "{0} between (0 .. {1})", "binary_shift_left({0}, {1})", "binary_and({0}, {1})", "sign({0})", "coalesce({0}, {1})", "max_of({0}, {1})", "iff({0} > {1}, {0}, {1})",
        "unixtime_milliseconds_todatetime({0})", "tobool({0})", "todecimal({0})", "pow({0}, 2)", "substring('abcdef', {0}, {1})", "dynamic([1,2,3])[{0}]", "toint({0}) + toint({1})", "toint({0}) / toint({1})", "toint({0}) % toint({1})", "isnull({0})");

    [Fact]
    public void They_agree_on_reals() => AssertAgree(Reals, Reals,
        "{0} + {1}", "{0} - {1}", "{0} * {1}", "{0} / {1}", "{0} % {1}", "bin({0}, {1})", "{0} < {1}", "{0} >= {1}", "{0} == {1}", "{0} != {1}", "-{0}", "abs({0})", "tolong({0})", "toint({0})", "tostring({0})", "round({0})", "round({0}, 1)",
        "floor({0}, 1)", "ceiling({0})", "sign({0})", "{0} * 1h", "1h / {0}", "isnan({0})", "isfinite({0})", "{0} in ({1})", "{0} between (-1.0 .. {1})", "min_of({0}, {1})", "coalesce({0}, {1})", "tobool({0})", "pack('r', {0})", "todynamic({0})", "sqrt({0})", "todecimal({0})",
        "exp({0})", "log({0})", "totimespan({0})", "not({0} > {1})", "iff({0} > {1}, 'y', 'n')", "pack_array({0})");

    [Fact]
    public void They_agree_on_spans() => AssertAgree(Spans, Spans,
        "{0} + {1}", "{0} - {1}", "{0} / {1}", "{0} % {1}", "bin({0}, {1})", "{0} < {1}", "{0} == {1}", "-{0}", "{0} * 2", "{0} / 3", "{0} * 1.5", "{0} / 0", "tostring({0})", "tolong({0})", "format_timespan({0}, 'd.hh:mm')", "abs({0})", "{0} in ({1})",
        "datetime(2026-01-01) + {0}", "datetime(2026-01-01) - {0}", "todynamic({0})", "coalesce({0}, {1})", "isnull({0})");

    [Fact]
    public void They_agree_on_times() => AssertAgree(Times, Times,
        "{0} - {1}", "{0} < {1}", "{0} == {1}", "{0} + 1h", "{0} - 1h", "bin({0}, 1h)", "bin({0}, 7d)", "bin({0}, -1h)", "bin_at({0}, 1d, {1})", "startofday({0})", "startofday({0}, -1)", "startofday({0}, 5000000)", "startofweek({0})", "startofmonth({0}, 1)", "startofyear({0})",
        "endofday({0})", "endofmonth({0})", "hourofday({0})", "dayofweek({0})", "dayofmonth({0})", "dayofyear({0})", "monthofyear({0})", "getyear({0})", "week_of_year({0})", "datetime_part('hour', {0})", "datetime_part('nanosecond', {0})", "datetime_diff('day', {0}, {1})",
        "datetime_add('month', 1, {0})", "datetime_add('year', -1, {0})", "tolong({0})", "tostring({0})", "format_datetime({0}, 'yyyy-MM-dd HH:mm:ss.fffffff')", "todynamic({0})", "{0} in ({1})", "{0} between ({1} .. 1d)", "isnull({0})", "coalesce({0}, {1})");

    [Fact]
    public void They_agree_on_texts() => AssertAgree(Texts, ["''", "'a'", "'A'", "'ß'", "'\\n'", "'1'", "'\\U0001F600'", "'\\u212a'", "'_'"],
        "{0} == {1}", "{0} =~ {1}", "{0} < {1}", "{0} >= {1}", "{0} has {1}", "{0} has_cs {1}", "{0} contains {1}", "{0} contains_cs {1}", "{0} startswith {1}", "{0} startswith_cs {1}", "{0} endswith {1}", "{0} hasprefix {1}", "{0} hassuffix {1}", "{0} in ({1})", "{0} in~ ({1})", "{0} !in~ ({1})",
        "{0} has_any ({1})", "{0} has_all ({1}, 'a')", "strcat({0}, {1})", "coalesce({0}, {1})", "indexof({0}, {1})", "countof({0}, {1})", "replace_string({0}, {1}, '-')", "split({0}, {1})", "trim({1}, {0})", "strcmp({0}, {1})");

    [Fact]
    public void They_agree_on_one_text() => AssertAgree(Texts, ["0"],
        "strlen({0})", "tolower({0})", "toupper({0})", "reverse({0})", "substring({0}, 1)", "substring({0}, -1, 1)", "tolong({0})", "toint({0})", "todouble({0})", "tobool({0})", "todatetime({0})", "totimespan({0})", "toguid({0})", "todecimal({0})", "isempty({0})", "isnotempty({0})", "isnull({0})",
        "parse_json({0})", "parse_json({0}).a", "parse_json({0})[0]", "tostring(parse_json({0}).a)", "tolong(parse_json({0}).a)", "todouble(parse_json({0}).a)", "array_length(parse_json({0}))", "todynamic({0})", "pack('t', {0})", "bag_keys(parse_json({0}))", "{0} matches regex '^.$'",
        "{0} matches regex 'a.b'", "{0} matches regex '(?i)K'", "{0} matches regex @'\\w$'", "{0} matches regex @'\\d'", "{0} matches regex @'\\bb'", "{0} matches regex '[^a]'", "{0} matches regex '^$'", "extract('(.)', 1, {0})", "base64_encode_tostring({0})", "url_encode({0})", "hash({0})", "string_size({0})",
        "gettype(parse_json({0}))", "{0} matches regex @'\\s'", "{0} matches regex '(?s)a.b'", "{0} matches regex '(?m)^b'", "{0} matches regex 'a$'", "{0} matches regex @'\\pL'", "{0} matches regex '[[:alpha:]]'");

    [Fact]
    public void They_agree_on_dynamics() => AssertAgree(Jsons, Jsons,
        "{0} == {1}", "array_concat({0}, {1})", "set_union({0}, {1})", "bag_merge({0}, {1})", "coalesce({0}, {1})", "iff(isnull({0}), {1}, {0})", "{0} has_any ({1})", "pack_array({0}, {1})", "set_has_element({0}, 12)", "'a' in ({0})");

    [Fact]
    public void They_agree_on_one_dynamic() => AssertAgree(Jsons, ["0"],
        "{0}.a", "{0}.b", "{0}['a.b']", "{0}['x y']", "{0}[0]", "{0}[-1]", "{0}[1]", "{0}[3][0]", "{0}[4].k", "{0}.a.a", "{0}.n", "tostring({0})", "tostring({0}.a)", "tostring({0}.b)", "tostring({0}.c)", "tostring({0}[2])", "tolong({0})", "tolong({0}.n)", "todouble({0})", "todouble({0}.a)",
        "tobool({0})", "todatetime({0})", "totimespan({0})", "isnull({0})", "isnotnull({0})", "isempty({0})", "isnotempty({0})", "isnull({0}.a)", "isempty({0}.a)", "isempty({0}.b)", "array_length({0})", "array_length({0}.c)", "gettype({0})", "gettype({0}.a)", "bag_keys({0})", "strlen(tostring({0}))",
        "{0} == 12", "{0} == '12'", "{0}.a == 'A'", "{0}.b == ''", "{0} == true", "{0} > 5", "{0} + 1", "todecimal({0})", "strcat({0}, '-')", "array_sort_asc({0})", "array_slice({0}, 1, 2)", "zip({0}, {0})", "treepath({0})", "toguid({0})");

    // Both over constants, which may be folded, and over columns, which may not.
    private void AssertAgree(string[] lefts, string[] rights, params string[] forms)
    {
        var wrong = new List<string>();
        foreach (var left in lefts)
        {
            foreach (var right in rights)
            {
                foreach (var chunk in forms.Where(f => right == rights[0] || f.Contains("{1}", StringComparison.Ordinal)).Chunk(15))
                    wrong.AddRange(Differing(left, right, chunk));
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join('\n', wrong.Take(60))}");
    }

    private IEnumerable<string> Differing(string left, string right, string[] forms)
    {
        // A form that does not bind to these types is left out.
        var bound = forms.Where(f => _database.Compile(Query(left, right, [f])) is not null).ToArray();
        if (bound.Length == 0 || !TryCompile(Query(left, right, bound), out var plan))
            yield break;
        var evaluated = Cells(_database.Evaluated(plan), plan);
        var queried = Cells(_database.Queried(plan), plan);
        for (var i = 0; i < evaluated.Length; i++)
        {
            if (evaluated[i] != queried[i])
                yield return $"{bound[i].Replace("{0}", left, StringComparison.Ordinal).Replace("{1}", right, StringComparison.Ordinal)}: evaluated {evaluated[i]}, DuckDB {queried[i]}";
        }
    }

    private bool TryCompile(string kql, [NotNullWhen(true)] out KqlPlan? plan)
    {
        plan = _database.Compile(kql);
        return plan is not null;
    }

    private static string Query(string left, string right, string[] forms) =>
        $"Facts | where Id == 0 | extend l = iff(Id == 0, {left}, {left}), r = iff(Id == 0, {right}, {right}) | project "
        + string.Join(", ", forms.Select((f, i) => $"c{i} = {f.Replace("{0}", "l", StringComparison.Ordinal).Replace("{1}", "r", StringComparison.Ordinal)}"));

    private static string[] Cells(IReadOnlyList<object?[]> rows, KqlPlan plan) =>
        [.. Assert.Single(rows).Select((cell, i) => FactsDatabase.Comparable([[cell]], [plan.Columns[i]])[0])];
}
