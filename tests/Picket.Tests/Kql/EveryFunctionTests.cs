using Picket.Kql;
using Picket.Kql.Binding;
using Xunit;

namespace Picket.Tests.Kql;

/// <summary>Every function is called once with columns, not constants, so that its SQL is what runs.</summary>
public sealed class EveryFunctionTests : IDisposable
{
    private const string Row =
        "datatable(s: string, n: long, i: int, r: real, t: datetime, p: timespan, d: dynamic, o: dynamic, b: bool, g: guid)"
        + "['a-1.5', 2, 3, 0.5, datetime(2026-06-15), 90s, dynamic([2, 1]), dynamic({'k': 1}), true, guid(74be27de-1e4e-49d9-b579-fe0b331d3642)]";

    // What a function takes that its signature does not tell.
    private static readonly Dictionary<string, string> Calls = new(StringComparer.Ordinal)
    {
        ["countof"] = "(s, '[a-z]', 'regex')", ["extract"] = "('[a-z]', 0, s)", ["extract_all"] = "('([a-z])', s)", ["now"] = "()", ["ingestion_time"] = "()", ["column_names_of"] = "(print a = 1)", ["ago"] = "(p)",
        ["not"] = "(b)", ["toscalar"] = "(range x from 1 to 2 step 1)", ["case"] = "(b, s, '')", ["bin"] = "(r, 0.2)", ["floor"] = "(n, 2)",
        ["bin_at"] = "(t, 1h, t)", ["column_ifexists"] = "('n', 1)", ["columnifexists"] = "('zz', 1)", ["iscolumnexists"] = "('n')",
        ["pack"] = "('k', t)", ["bag_pack"] = "(s, p)", ["pack_dictionary"] = "('k', g)", ["pack_all"] = "(true)", ["bag_pack_columns"] = "(s, n)",
        ["extract_json"] = "('$.k', '{\"k\":1}')", ["extractjson"] = "('$.k[0]', s, typeof(long))", ["strcat"] = "(s, n, t, p, d, b, g, r)",
        ["datetime_diff"] = "('day', t, t)", ["datetime_add"] = "('day', n, t)", ["datetime_part"] = "('year', t)", ["datepart"] = "('week_of_year', t)",
        ["format_datetime"] = "(t, 'yyyy-MM')", ["format_timespan"] = "(p, 'hh:mm')", ["ipv4_is_in_range"] = "(s, '10.0.0.0/8')", ["assert"] = "(true, 'a')",
        ["datetime_list_timezones"] = "() | extend result = array_length(result)",
        ["bag_keys"] = "(o)", ["bag_has_key"] = "(o, s)", ["bag_merge"] = "(o, o)", ["bag_remove_keys"] = "(o, d)", ["bag_set_key"] = "(o, s, n)",
    };

    private readonly KqlDatabase _database = new();

    public static TheoryData<string> Functions => [.. KqlLanguage.Functions.Where(f => f is not ("materialize" or "table" or "totable"))];

    public static TheoryData<string> Aggregates => [.. KqlLanguage.Aggregates];

    public void Dispose() => _database.Dispose();

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_function_runs_on_columns(string function)
    {
        var arguments = Calls.GetValueOrDefault(function) ?? Arguments(function);

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
            "percentile" or "percentiles" or "percentiles_array" => "n, 50",
            "percentilew" or "percentilesw" or "percentilesw_array" => "n, i, 50",
            "buildschema" or "hll_merge" or "tdigest_merge" or "merge_tdigest" or "merge_tdigests" => "d",
            "make_bag" or "make_dictionary" => "o",
            "make_bag_if" => "o, b",
            _ when aggregate.StartsWith("covariance", StringComparison.Ordinal) => isConditional ? "n, r, b" : "n, r",
            _ => isConditional ? "n, b" : "n",
        };

        var result = _database.Run($"{Row} | summarize result = {aggregate}({arguments}) by s | project result");

        Assert.NotEmpty(result);
    }

    // A column of the row for each parameter.
    private static string Arguments(string function)
    {
        if (FunctionCatalog.Find(function) is not { } signature)
            return "(s)";
        return $"({string.Join(", ", signature.Parameters.Select((p, i) => Column(p.Accepts, p.Type, i)))})";
    }

    private static string Column(Accepts accepts, KqlType type, int at) => (accepts, type) switch
    {
        (Accepts.Typed, KqlType.Bool) => "b",
        (Accepts.Typed, KqlType.Int or KqlType.Long) => "n",
        (Accepts.Typed, KqlType.Real) or (Accepts.Number, _) => "r",
        (Accepts.Typed, KqlType.DateTime) => "t",
        (Accepts.Typed, KqlType.TimeSpan) => "p",
        (Accepts.Typed, KqlType.Dynamic) or (Accepts.Json, _) => "d",
        (Accepts.Typed, KqlType.Guid) => "g",
        (Accepts.Common, _) => at % 2 == 0 ? "n" : "i",
        _ => "s",
    };
}
