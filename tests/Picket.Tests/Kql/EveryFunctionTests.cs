using Picket.Kql;
using Xunit;

namespace Picket.Tests.Kql;

/// <summary>Every function is called once with columns, not constants, so that its SQL is what runs.</summary>
public sealed class EveryFunctionTests : IDisposable
{
    private const string Row =
        "datatable(s: string, n: long, i: int, r: real, t: datetime, p: timespan, d: dynamic, o: dynamic, b: bool, g: guid)"
        + "['a-1.5', 2, 3, 0.5, datetime(2026-06-15), 90s, dynamic([2, 1]), dynamic({'k': 1}), true, guid(74be27de-1e4e-49d9-b579-fe0b331d3642)]";

    private static readonly Dictionary<string, string> Calls = new(StringComparer.Ordinal)
    {
        ["substring"] = "(s, n)", ["strcat_delim"] = "('-', s, n)", ["strcat_array"] = "(d, '-')", ["split"] = "(s, '-', 1)", ["trim"] = "('a', s)",
        ["trim_start"] = "('a', s)", ["trim_end"] = "('a', s)", ["replace_string"] = "(s, 'a', 'b')", ["replace_regex"] = "(s, 'a', 'b')",
        ["replace"] = "(s, 'a', 'b')", ["indexof"] = "(s, '-', 1)", ["countof"] = "(s, '[a-z]', 'regex')", ["extract"] = "('[a-z]', 0, s)",
        ["extract_all"] = "('([a-z])', s)", ["strcmp"] = "(s, s)", ["translate"] = "('a', 'b', s)", ["strrep"] = "(s, 2, '-')", ["iff"] = "(b, s, s)",
        ["iif"] = "(b, n, r)", ["coalesce"] = "(n, i)", ["min_of"] = "(n, r)", ["max_of"] = "(n, i)", ["array_slice"] = "(d, 0, -1)",
        ["array_index_of"] = "(d, 1)", ["bag_has_key"] = "(o, 'k')", ["bag_merge"] = "(o, o)", ["bag_remove_keys"] = "(o, d)",
        ["set_has_element"] = "(d, 2)", ["set_union"] = "(d, d)", ["set_intersect"] = "(d, d)", ["set_difference"] = "(d, d)",
        ["datetime_diff"] = "('day', t, t)", ["datetime_add"] = "('day', n, t)", ["datetime_part"] = "('year', t)", ["datepart"] = "('week_of_year', t)",
        ["format_datetime"] = "(t, 'yyyy-MM')", ["make_datetime"] = "(n, n, n, n, n, r)", ["make_timespan"] = "(n, n, r, r)", ["round"] = "(r, 1)",
        ["pow"] = "(r, r)", ["pi"] = "()", ["atan2"] = "(r, r)", ["new_guid"] = "()", ["binary_and"] = "(n, i)", ["binary_or"] = "(n, i)",
        ["binary_xor"] = "(n, i)", ["binary_shift_left"] = "(n, i)", ["binary_shift_right"] = "(n, i)", ["ipv4_is_in_range"] = "(s, '10.0.0.0/8')",
        ["ipv4_is_match"] = "(s, s, 8)", ["ipv4_is_in_any_range"] = "(s, d)", ["array_iff"] = "(d, d, d)", ["array_iif"] = "(d, d, d)",
        ["range"] = "(n, i)", ["array_concat"] = "(d, d)", ["now"] = "()", ["ago"] = "(p)", ["not"] = "(b)", ["toscalar"] = "(range x from 1 to 2 step 1)",
        ["case"] = "(b, s, '')", ["bin"] = "(r, 0.2)", ["floor"] = "(n, 2)", ["bin_at"] = "(t, 1h, t)", ["column_ifexists"] = "('n', 1)",
        ["columnifexists"] = "('zz', 1)", ["iscolumnexists"] = "('n')", ["pack"] = "('k', t)", ["bag_pack"] = "(s, p)", ["pack_dictionary"] = "('k', g)",
        ["pack_all"] = "()", ["extract_json"] = "('$.k', '{\"k\":1}')", ["extractjson"] = "('$.k[0]', s, typeof(long))", ["pack_array"] = "(s, t, p, b, r)",
        ["array_strcat"] = "(d, '-')", ["tohex"] = "(n, 4)", ["strcat"] = "(s, n, t, p, d, b, g, r)",
    };

    private readonly KqlDatabase _database = new();

    public static TheoryData<string> Functions => [.. KqlLanguage.Functions.Where(f => f != "materialize")];

    public static TheoryData<string> Aggregates => [.. KqlLanguage.Aggregates];

    public void Dispose() => _database.Dispose();

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_function_runs_on_columns(string function)
    {
        var arguments = Calls.GetValueOrDefault(function) ?? Single(function);

        var result = _database.Run($"{Row} | extend result = {function}{arguments} | project result");

        Assert.DoesNotContain('/', result.Replace("1/1", "", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Aggregates))]
    public void Every_aggregate_runs_grouped(string aggregate)
    {
        var isConditional = aggregate.EndsWith("if", StringComparison.Ordinal);
        var arguments = aggregate switch
        {
            "count" => "",
            "countif" => "b",
            "arg_max" or "arg_min" or "argmax" or "argmin" => "t, *",
            "percentile" or "percentiles" => "n, 50",
            "make_bag" or "make_dictionary" => "o",
            "make_bag_if" => "o, b",
            _ when aggregate.StartsWith("covariance", StringComparison.Ordinal) => isConditional ? "n, r, b" : "n, r",
            _ => isConditional ? "n, b" : "n",
        };

        var result = _database.Run($"{Row} | summarize result = {aggregate}({arguments}) by s | project result");

        Assert.NotEmpty(result);
    }

    // One argument of the type most functions of one argument take.
    private static string Single(string function) => function switch
    {
        _ when function.StartsWith("array_", StringComparison.Ordinal) || function == "arraylength" => "(d)",
        _ when function.StartsWith("bag_", StringComparison.Ordinal) => "(o)",
        _ when function.StartsWith("startof", StringComparison.Ordinal) || function.StartsWith("endof", StringComparison.Ordinal) => "(t, n)",
        "dayofweek" or "dayofmonth" or "dayofyear" or "hourofday" or "monthofyear" or "getmonth" or "getyear" or "week_of_year" or "weekofyear" => "(t)",
        _ when function.StartsWith("unixtime_", StringComparison.Ordinal) => "(n)",
        "isnan" or "isinf" or "isfinite" or "abs" or "sign" or "ceiling" or "sqrt" or "exp" or "exp2" or "exp10" or "log" or "log2" or "log10"
            or "sin" or "cos" or "tan" or "asin" or "acos" or "atan" or "cot" or "degrees" or "radians" or "gamma" or "loggamma" => "(r)",
        "binary_not" => "(n)",
        _ => "(s)",
    };
}
