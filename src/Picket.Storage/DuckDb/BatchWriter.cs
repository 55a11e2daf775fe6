using DuckDB.NET.Data;
using Picket.Core;

namespace Picket.Storage.DuckDb;

/// <summary>Writes a <see cref="StoreBatch"/> inside the caller's transaction.</summary>
internal sealed class BatchWriter(DuckDBConnection connection)
{
    // Placeholders in one statement; more ids are deleted in several statements.
    private const int MaxIds = 256;

    public void Write(StoreBatch batch, DateTime now)
    {
        Append(Tables.AksAudit, batch.Events, Rows.Append);
        Append(Tables.AksControlPlane, batch.ControlPlane, (rows, line) => Rows.Append(rows, line, now));
        Append(Tables.Quarantine, batch.Quarantined, Rows.Append);
        Append(Tables.Finding, batch.Findings, Rows.Append);
        Replace(Tables.Alert, batch.Alerts, a => a.Id, "Id", Rows.Append);
        Replace(Tables.Delivery, batch.Deliveries, d => d.Id, "Id", Rows.Append);
        Replace(Tables.SourceHealth, batch.Health, h => h.Source, "Source", Rows.Append);
        Replace(Tables.SourceGap, batch.Gaps, g => g.Id, "Id", Rows.Append);
        Replace(Tables.State, [.. batch.State], s => s.Key, "Key", (rows, s) => Pair(rows, s.Key, s.Value));
        WritePositions(batch.Positions);
    }

    private void WritePositions(Dictionary<(string Source, string Key), SourcePosition> positions)
    {
        foreach (var (source, key) in positions.Keys)
            Engine.Execute(connection, "DELETE FROM \"PicketPosition\" WHERE \"Source\" = $1 AND \"Key\" = $2", source, key);
        Append(Tables.Position, [.. positions], (rows, position) =>
        {
            rows.SetText(0, position.Key.Source);
            rows.SetText(1, position.Key.Key);
            rows.SetText(2, position.Value.Value);
            rows.EndRow();
        });
    }

    private static void Pair(ChunkAppender rows, string key, string value)
    {
        rows.SetText(0, key);
        rows.SetText(1, value);
        rows.EndRow();
    }

    // No primary keys: DuckDB refuses to delete and insert the same key in one transaction. The last record of an id wins.
    private void Replace<T>(TableDefinition table, List<T> records, Func<T, string> id, string column, Action<ChunkAppender, T> append)
    {
        if (records.Count == 0)
            return;
        var latest = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var record in records)
            latest[id(record)] = record;
        foreach (var ids in latest.Keys.Chunk(MaxIds))
        {
            var places = string.Join(", ", Enumerable.Range(1, ids.Length).Select(i => $"${i}"));
            Engine.Execute(connection, $"DELETE FROM \"{table.Name}\" WHERE \"{column}\" IN ({places})", [.. ids]);
        }

        Append(table, [.. latest.Values], append);
    }

    private void Append<T>(TableDefinition table, List<T> records, Action<ChunkAppender, T> append)
    {
        if (records.Count == 0)
            return;
        using var rows = new ChunkAppender(connection, table);
        foreach (var record in records)
            append(rows, record);
        rows.Complete();
    }
}
