using System.Text.Json;
using System.Text.Json.Nodes;
using Picket.Output;
using Picket.Web.Api.Json;

namespace Picket.Commands;

/// <summary><c>picket alerts ID</c>: one alert with its findings and events.</summary>
internal static class AlertSheet
{
    private static readonly Column[] Fields =
    [
        Column.Of("Alert", "id"), Column.Of("Title", "title"), Column.Of("Rule", "rule"),
        Column.Of("Severity", "severity"),
        Column.Of("State", "state"), Column.Of("Entity", "entity"), Column.Of("Summary", "summary"),
        Column.Of("Actor", "actor"), Column.Of("Namespace", "namespace"), Column.Of("Cluster", "cluster"),
        Column.Of("In the CDE", "isInCde"), Column.Of("Count", "count"),
        new("First", record => AlertRecords.Time(record["first"])),
        new("Last", record => AlertRecords.Time(record["last"])),
        new("Raised", record => AlertRecords.Time(record["raised"])), Column.Of("ATT&CK", "attack"),
        Column.Of("PCI DSS", "pci"),
    ];

    private static readonly Column[] Findings =
    [
        new("TIME", record => AlertRecords.Time(record["time"])),
        Column.Of("SEVERITY", "severity") with { Colour = AlertRecords.SeverityColour },
        Column.Of("AUDIT ID", "auditId"), Column.Of("SUMMARY", "summary"),
    ];

    private static readonly Column[] Changes =
    [
        new("TIME", record => AlertRecords.Time(record["time"])),
        Column.Of("STATE", "state"), Column.Of("BY", "by"), Column.Of("NOTE", "note"),
    ];

    private static readonly Column[] Events =
    [
        Column.Of("TIME", "stageTimestamp"), Column.Of("VERB", "verb"),
        new("USER", record => Column.Text((record["user"] as JsonObject)?["username"])),
        Column.Of("REQUEST", "requestURI"),
        new("CODE", record => Column.Text((record["responseStatus"] as JsonObject)?["code"])),
        Column.Of("AUDIT ID", "auditID"),
    ];

    public static async Task<ExitCode> ShowAsync(Invocation call, string id, CancellationToken cancellationToken)
    {
        await using var connection = await call.ConnectAsync(cancellationToken);
        var detail = await connection.Operations.AlertAsync(id, cancellationToken) ?? throw Missing(id);
        var record = AlertRecords.Of(detail, withEvents: true);
        var findings = JsonSerializer.SerializeToNode(detail.Findings, ApiJson.Default.IReadOnlyListFinding)!.AsArray();
        record["findings"] = findings;
        call.Output.Write(new Sheet(record, Fields,
        [
            new(Findings, Objects(findings)) { Title = "Findings" },
            new(Events, Objects(record["events"]!.AsArray())) { Title = "Events" },
            new(Changes, Objects(record["history"]!.AsArray())) { Title = "History" },
        ]));
        return ExitCode.Ok;
    }

    public static CliException Missing(string id) => CliException.Usage("PKT7040",
        $"There is no alert '{id}'. 'picket alerts --state all' lists those kept.");

    private static IReadOnlyList<JsonObject> Objects(JsonArray array) => [.. array.OfType<JsonObject>()];
}
