using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Picket.Core;
using Picket.Output;
using Picket.Web.Api.Json;

namespace Picket.Commands;

/// <summary>Alerts as records: the alert as the API gives it, with the audit ids behind it.</summary>
internal static class AlertRecords
{
    private const int AskedAtOnce = 4;

    private static readonly Column[] Columns =
    [
        Column.Of("ID", "id"),
        Column.Of("SEVERITY", "severity") with { Colour = SeverityColour },
        Column.Of("STATE", "state"),
        Column.OfNumber("COUNT", "count"),
        new("LAST", record => Time(record["last"])),
        new("CDE", record => record["isInCde"]?.GetValue<bool>() == true ? "yes" : ""),
        Column.Of("TITLE", "title"),
        Column.Of("ENTITY", "entity"),
    ];

    public static Listing Listing(IReadOnlyList<Alert> alerts) => new(Columns, [.. alerts.Select(Of)]);

    /// <summary>The listing with audit ids, and with the events themselves where they are asked for.</summary>
    public static async Task<Listing> DetailedAsync(
        IOperations operations, IReadOnlyList<Alert> alerts, bool withEvents, CancellationToken cancellationToken)
    {
        var records = new JsonObject[alerts.Count];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = AskedAtOnce,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, alerts.Count, options, async (i, cancel) =>
        {
            var detail = await operations.AlertAsync(alerts[i].Id, cancel);
            // Gone between the two questions: the alert is still what was listed, with nothing to show behind it.
            records[i] = Of(detail ?? new(alerts[i], [], []), withEvents);
        });
        var columns = withEvents ? [.. Columns, Column.Of("AUDIT IDS", "auditIds")] : Columns;
        return new(columns, records);
    }

    public static JsonObject Of(Alert alert) =>
        JsonSerializer.SerializeToNode(alert, ApiJson.Default.Alert)!.AsObject();

    public static JsonObject Of(AlertDetail detail, bool withEvents)
    {
        var record = Of(detail.Alert);
        record["auditIds"] = new JsonArray([.. AuditIds(detail).Select(id => JsonValue.Create(id))]);
        if (withEvents)
            record["events"] = JsonSerializer.SerializeToNode(detail.Events, ApiJson.Default.IReadOnlyListJsonText);
        return record;
    }

    /// <summary>A time as a person reads it, to the second, in UTC.</summary>
    public static string Time(JsonNode? node) =>
        node?.GetValue<DateTime>().ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            ?? "";

    public static string? SeverityColour(string severity) => severity switch
    {
        "critical" => "bold red",
        "high" => "red",
        "medium" => "yellow",
        _ => null,
    };

    private static IEnumerable<string> AuditIds(AlertDetail detail) => detail.Findings
        .SelectMany(f => f.RelatedAuditIds.Append(f.AuditId))
        .Where(id => id.Length > 0)
        .Distinct(StringComparer.Ordinal);
}
