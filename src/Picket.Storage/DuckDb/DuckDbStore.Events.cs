using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using Picket.Core;

namespace Picket.Storage.DuckDb;

/// <summary>Audit events given back in the form they came in: <c>audit.k8s.io/v1</c> JSON.</summary>
public sealed partial class DuckDbStore
{
    // Ids in one statement; a caller that asks for more gets them in several.
    private const int MaxIdsAtOnce = 500;

    /// <inheritdoc/>
    public Task<IReadOnlyList<JsonText>> ReadEventsAsync(
        IReadOnlyCollection<string> auditIds, DateTime from, DateTime to, int limit, CancellationToken cancellationToken) =>
        InSnapshotAsync<IReadOnlyList<JsonText>>(
            session =>
            {
                var files = session.Segments.Where(s => s.Table == Tables.AksAudit.Name && s.From <= to && s.To >= from);
                var source = ScanSql.Source(Tables.AksAudit, [.. Tables.AksAudit.Columns.Select(c => c.Name)], files.Select(s => FullPath(s.Path)));
                var events = new List<(DateTime Time, JsonText Json)>();
                foreach (var ids in auditIds.Distinct(StringComparer.Ordinal).Chunk(MaxIdsAtOnce))
                {
                    var places = string.Join(", ", Enumerable.Range(4, ids.Length).Select(i => $"${i}"));
                    events.AddRange(session.Read(
                        $"SELECT * FROM {source} WHERE \"TimeGenerated\" BETWEEN $1 AND $2 AND \"AuditId\" IN ({places}) ORDER BY \"TimeGenerated\" LIMIT $3",
                        [from, to, limit, .. ids], r => (Time(r, 0), ToEvent(r))));
                }

                return [.. events.OrderBy(e => e.Time).Take(limit).Select(e => e.Json)];
            },
            cancellationToken);

    private static JsonText ToEvent(DuckDBDataReader r)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", "Event");
            json.WriteString("apiVersion", "audit.k8s.io/v1");
            WriteText(json, "level", r, 1);
            WriteText(json, "auditID", r, 2);
            WriteText(json, "stage", r, 3);
            WriteText(json, "requestURI", r, 4);
            WriteText(json, "verb", r, 5);
            WriteJson(json, "user", r, 6);
            WriteJson(json, "impersonatedUser", r, 18);
            WriteJson(json, "sourceIPs", r, 7);
            WriteText(json, "userAgent", r, 8);
            WriteJson(json, "objectRef", r, 9);
            WriteJson(json, "responseStatus", r, 10);
            WriteJson(json, "requestObject", r, 11);
            WriteJson(json, "responseObject", r, 12);
            json.WriteString("requestReceivedTimestamp", Time(r, 13));
            json.WriteString("stageTimestamp", Time(r, 14));
            WriteJson(json, "annotations", r, 15);
            json.WriteEndObject();
        }

        return new(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void WriteText(Utf8JsonWriter json, string name, DuckDBDataReader r, int column)
    {
        if (r.GetString(column) is { Length: > 0 } text)
            json.WriteString(name, text);
    }

    private static void WriteJson(Utf8JsonWriter json, string name, DuckDBDataReader r, int column)
    {
        if (r.IsDBNull(column))
            return;
        json.WritePropertyName(name);
        json.WriteRawValue(r.GetString(column));
    }
}
