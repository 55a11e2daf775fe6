using Picket.Core;

namespace Picket.EndToEnd.Console;

/// <summary>Answers by what the text asks for; the language itself is tested elsewhere.</summary>
internal static class SampleQueries
{
    public const string Wrong = "AKSAudit\n| where TimeGenerated > ago(1h)\n| sumarize count() by Verb";

    public static QueryResult Answer(QueryRequest request) => request.Text switch
    {
        var text when text.Contains("sumarize", StringComparison.Ordinal) => throw new QueryException(
            [new("PKT1007", "unknown operator 'sumarize'. Did you mean 'summarize'?", 3, 3)]),
        var text when text.Contains("nothing", StringComparison.Ordinal) => Table([new("Verb", "string")], []),
        var text when text.Contains("formulas", StringComparison.Ordinal) => Formulas(),
        _ when request.IsExplained => Table([], []) with { Explanation = "Aggregate by Verb: Verb:string, Reads:long\n  Filter\n    TableScan AKSAudit: TimeGenerated:datetime, Verb:string" },
        var text when text.Contains("piechart", StringComparison.Ordinal) => PerUser() with { Chart = "piechart" },
        var text when text.Contains("columnchart", StringComparison.Ordinal) => PerVerb(),
        var text when text.Contains("bin(", StringComparison.Ordinal) => OverTime(text),
        var text when text.Contains("barchart", StringComparison.Ordinal) => PerUser(),
        _ => Events(),
    };

    private static QueryResult OverTime(string text)
    {
        var hour = text.Contains("1h", StringComparison.Ordinal);
        var step = hour ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(5);
        var start = SampleClock.Now.Date.AddHours(14) - step * 23;
        var rows = Enumerable.Range(0, 24).Select(i => (IReadOnlyList<object?>)
            [start + step * i, (long)(1400 + 900 * Math.Sin(i / 3.5) + i * 37 % 11 * 40 + (i == 20 ? 2100 : 0))]);
        return Table([new(hour ? "Hour" : "TimeGenerated", "datetime"), new("Events", "long")], [.. rows]) with { Chart = hour ? "" : "timechart" };
    }

    private static QueryResult Formulas() => Table(
        [new("Name", "string"), new("Number", "real"), new("Body", "dynamic")],
        [["=cmd()|'/C calc'!A0", -5.0, new JsonText("""{"a":1}""")], ["a,\"b\"\nc", 0.25, null]]);

    private static QueryResult PerVerb() => Table(
        [new("TimeGenerated", "datetime"), new("Verb", "string"), new("Events", "long")],
        [
            .. Enumerable.Range(0, 12).SelectMany(i => new[] { "get", "list", "create", "delete" }.Select((verb, v) => (IReadOnlyList<object?>)
                [SampleClock.Now.Date.AddHours(i), verb, (long)((4 - v) * 40 + (i * (v + 3) % 7 * 12))])),
        ]) with { Chart = "columnchart", ChartProperties = new Dictionary<string, string> { ["kind"] = "stacked", ["title"] = "Events by verb" } };

    private static QueryResult PerUser() => Table(
        [new("User", "string"), new("Refused", "long")],
        [
            ["system:serviceaccount:checkout:web", 138L], ["system:anonymous", 96L], ["a.rossi@contoso.example", 17L],
            ["system:serviceaccount:payments:batch", 9L], [SampleAlerts.Hostile, 2L],
        ]) with { Chart = "barchart" };

    private static QueryResult Events() => Table(
        [
            new("TimeGenerated", "datetime"), new("Verb", "string"), new("User", "dynamic"), new("Resource", "string"),
            new("UserAgent", "string"), new("Code", "int"), new("Seconds", "real"), new("Allowed", "bool"),
        ],
        [
            .. Enumerable.Range(0, 60).Select(i => (IReadOnlyList<object?>)
            [
                SampleClock.Now.AddSeconds(-37 * i), i % 7 == 0 ? "delete" : "create",
                new JsonText($$"""{"username":"j.meier@contoso.example","groups":["platform-engineers","system:authenticated"],"uid":"{{i}}"}"""),
                i % 3 == 0 ? "pods/exec" : "secrets", i == 4 ? SampleAlerts.Hostile : "kubectl/v1.34.1", i % 9 == 0 ? null : 201, 0.0173 * i, i % 5 != 0,
            ]),
        ]) with { IsTruncated = true };

    private static QueryResult Table(IReadOnlyList<QueryColumn> columns, IReadOnlyList<IReadOnlyList<object?>> rows) =>
        new(columns, rows) { Elapsed = TimeSpan.FromMilliseconds(42) };
}
