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

    // Whole events read in one statement: bodies are large, and neighbours in time lie in the same few row groups.
    private const int WholeAtOnce = 25;

    /// <inheritdoc/>
    /// <remarks>First finds where the events are, by two narrow columns, then reads whole events from those times only.</remarks>
    public Task<IReadOnlyList<JsonText>> ReadEventsAsync(
        IReadOnlyCollection<string> auditIds, DateTime from, DateTime to, int limit, CancellationToken cancellationToken) =>
        FromSnapshotAsync<IReadOnlyList<JsonText>>(
            session => [.. auditIds.Distinct(StringComparer.Ordinal).Chunk(MaxIdsAtOnce)
                .SelectMany(ids => Find(session, ids, from, to))
                .OrderBy(found => found.Time).Take(limit)
                .Chunk(WholeAtOnce).SelectMany(found => ReadWhole(session, found))],
            cancellationToken);

    private List<(DateTime Time, string AuditId)> Find(ReadSession session, string[] ids, DateTime from, DateTime to) =>
        session.Read(
            $"SELECT \"TimeGenerated\", \"AuditId\" FROM {EventSource(session, ["TimeGenerated", "AuditId"], from, to)} "
            + $"WHERE \"TimeGenerated\" BETWEEN $1 AND $2 AND \"AuditId\" IN ({Places(3, ids.Length)})",
            [from, to, .. ids], r => (Time(r, 0), r.GetString(1)));

    private List<JsonText> ReadWhole(ReadSession session, (DateTime Time, string AuditId)[] found)
    {
        var ids = found.Select(f => f.AuditId).Distinct(StringComparer.Ordinal).ToArray();
        var source = EventSource(session, [.. Tables.AksAudit.Columns.Select(c => c.Name)], found[0].Time, found[^1].Time);
        return session.Read(
            $"SELECT * FROM {source} WHERE \"TimeGenerated\" BETWEEN $1 AND $2 AND \"AuditId\" IN ({Places(3, ids.Length)}) ORDER BY \"TimeGenerated\"",
            [found[0].Time, found[^1].Time, .. ids], ToEvent);
    }

    private string EventSource(ReadSession session, IReadOnlyList<string> columns, DateTime from, DateTime to) => ScanSql.Source(
        Tables.AksAudit, columns,
        session.Segments.Where(s => s.Table == Tables.AksAudit.Name && s.From <= to && s.To >= from).Select(s => FullPath(s.Path)));

    private static string Places(int first, int count) => string.Join(", ", Enumerable.Range(first, count).Select(i => $"${i}"));

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
