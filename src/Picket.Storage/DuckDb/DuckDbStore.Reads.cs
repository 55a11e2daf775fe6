using System.Text;
using System.Text.Json;
using DuckDB.NET.Data;
using Picket.Core;

namespace Picket.Storage.DuckDb;

/// <summary>Reading back what is kept, each call on a connection (and so a snapshot) of its own.</summary>
public sealed partial class DuckDbStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Alert>> ReadAlertsAsync(AlertFilter filter, CancellationToken cancellationToken)
    {
        var sql = new StringBuilder("SELECT ").Append(Tables.Alert.ColumnList).Append(" FROM \"PicketAlert\" WHERE true");
        var values = new List<object?>();
        void Where(string column, string comparison, object? value)
        {
            values.Add(value);
            sql.Append(" AND \"").Append(column).Append("\" ").Append(comparison).Append(" $").Append(values.Count);
        }

        if (filter.Id is { } id)
            Where("Id", "=", id);
        if (filter.Since is { } since)
            Where("Last", ">=", since);
        AddWords(sql, "State", filter.States);
        AddWords(sql, "Severity", Enum.GetValues<Severity>().Where(s => s >= filter.AtLeast).ToList());
        values.Add(filter.Limit);
        sql.Append(" ORDER BY \"Last\" DESC, \"Id\" LIMIT $").Append(values.Count);
        return ReadAsync(sql.ToString(), values, ReadAlert, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Finding>> ReadFindingsAsync(string alertId, int limit, CancellationToken cancellationToken) =>
        ReadAsync($"SELECT {Tables.Finding.ColumnList} FROM \"PicketFinding\" WHERE \"AlertId\" = $1 ORDER BY \"TimeGenerated\" LIMIT $2",
            [alertId, limit], ReadFinding, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Delivery>> ReadDeliveriesAsync(
        DeliveryState state, string? output, int limit, CancellationToken cancellationToken) =>
        ReadAsync($"SELECT {Tables.Delivery.ColumnList} FROM \"PicketDelivery\" WHERE \"State\" = $1 AND ($2 = '' OR \"Output\" = $2) ORDER BY \"TimeGenerated\", \"Id\" LIMIT $3",
            [Words.Of(state), output ?? "", limit],
            r => new Delivery
            {
                Created = Time(r, 0),
                Id = r.GetString(1),
                Output = r.GetString(2),
                AlertId = r.GetString(3),
                Payload = r.GetString(4),
                State = Words.Parse<DeliveryState>(r.GetString(5)),
                Attempts = (int)r.GetInt64(6),
                NextAttempt = Time(r, 7),
                LastError = r.GetString(8),
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<DeliveryState, long>> CountDeliveriesAsync(CancellationToken cancellationToken)
    {
        var counts = await ReadAsync("SELECT \"State\", count(*) FROM \"PicketDelivery\" GROUP BY \"State\"", [],
            r => (State: Words.Parse<DeliveryState>(r.GetString(0)), Count: r.GetInt64(1)), cancellationToken);
        return new[] { DeliveryState.Pending, DeliveryState.Dead }
            .ToDictionary(s => s, s => counts.FirstOrDefault(c => c.State == s).Count);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, SourcePosition>> ReadPositionsAsync(string source, CancellationToken cancellationToken)
    {
        var pairs = await ReadAsync("SELECT \"Key\", \"Value\" FROM \"PicketPosition\" WHERE \"Source\" = $1", [source],
            r => (Key: r.GetString(0), Value: new SourcePosition(r.GetString(1))), cancellationToken);
        return pairs.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourceHealth>> ReadHealthAsync(CancellationToken cancellationToken) =>
        ReadAsync($"SELECT {Tables.SourceHealth.ColumnList} FROM \"PicketSourceHealth\" ORDER BY \"Source\"", [],
            r => new SourceHealth(r.GetString(0), r.GetString(1), Time(r, 2), Time(r, 3), Time(r, 4),
                r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8), r.GetString(9)),
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SourceGap>> ReadGapsAsync(DateTime from, DateTime to, CancellationToken cancellationToken) =>
        ReadAsync("""
            SELECT "Id", "Source", "Start", "End", "Cause" FROM "PicketSourceGap"
            WHERE "Start" <= $2 AND ("End" IS NULL OR "End" >= $1) ORDER BY "Start", "Id"
            """,
            [from, to],
            r => new SourceGap(r.GetString(0), r.GetString(1), Time(r, 2), r.IsDBNull(3) ? null : Time(r, 3), r.GetString(4)),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> ReadStateAsync(string prefix, CancellationToken cancellationToken)
    {
        var pairs = await ReadAsync("SELECT \"Key\", \"Value\" FROM \"PicketState\" WHERE starts_with(\"Key\", $1)", [prefix],
            r => (Key: r.GetString(0), Value: r.GetString(1)), cancellationToken);
        return pairs.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyCollection<(EventKey Key, DateTime Time)>> ReadEventKeysAsync(DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        // The usual case, a time of which nothing is kept yet, costs no query.
        if (!_hot.Overlaps(from, to) && !_manifest.Present.Any(s => Overlaps(s, from, to)))
            return [];
        return await FromSnapshotAsync(
            session =>
            {
                var files = session.Segments.Where(s => Overlaps(s, from, to)).Select(s => FullPath(s.Path));
                var source = ScanSql.Source(Tables.AksAudit, ["AuditId", "Stage", "TimeGenerated"], files);
                return session.Read($"SELECT \"AuditId\", \"Stage\", \"TimeGenerated\" FROM {source} WHERE \"TimeGenerated\" >= $1 AND \"TimeGenerated\" < $2",
                    [from, to], r => (EventKey.Of(Encoding.UTF8.GetBytes(r.GetString(0)), AuditWords.ParseStage(r.GetString(1))), Time(r, 2)));
            },
            cancellationToken);

        static bool Overlaps(Segments.ManifestEntry s, DateTime from, DateTime to) =>
            s.Table == Tables.AksAudit.Name && s.From < to && s.To >= from;
    }

    /// <inheritdoc/>
    public async Task<StoreStatus> ReadStatusAsync(CancellationToken cancellationToken)
    {
        var (hot, manifest) = (_hot, _manifest.Present);
        var audit = manifest.Where(s => s.Table == Tables.AksAudit.Name).ToList();
        var rows = audit.Sum(s => s.Rows) + hot.Rows;
        var oldest = audit.Select(s => s.From).Append(hot.From).Min();
        var newest = audit.Select(s => s.To).Append(hot.To).Max();
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
        return new(rows, rows == 0 ? null : oldest, rows == 0 ? null : newest, hot.Rows, manifest.Count,
            manifest.Sum(s => s.Bytes), _manifest.Head, _manifest.Entries.Length, _problem);
    }

    private Task<IReadOnlyList<T>> ReadAsync<T>(
        string sql, IReadOnlyList<object?> values, Func<DuckDBDataReader, T> read, CancellationToken cancellationToken) =>
        FromSnapshotAsync<IReadOnlyList<T>>(session => session.Read(sql, values, read), cancellationToken);

    // Of a question of our own only the store can be at fault; one of a person's has problems of its own to tell.
    private async Task<T> FromSnapshotAsync<T>(Func<ReadSession, T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await InSnapshotAsync(read, cancellationToken);
        }
        catch (DuckDBException exception)
        {
            throw new StoreUnavailableException($"PKT4032: the store in '{_options.Directory}' could not be read: {FirstLine(exception)}.", exception);
        }
    }

    private async Task<T> InSnapshotAsync<T>(Func<ReadSession, T> read, CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        var reader = Interlocked.Increment(ref _lastReader);
        _readers[reader] = true;
        try
        {
            // The engine has no asynchronous calls; a pool thread waits for it, at most MaxQueries of them.
            return await Task.Run(
                () =>
                {
                    using var session = new ReadSession(Engine, _manifest, cancellationToken);
                    return read(session);
                },
                cancellationToken);
        }
        finally
        {
            _readers.TryRemove(reader, out _);
            _reading.Release();
        }
    }

    private static Alert ReadAlert(DuckDBDataReader r) => new()
    {
        Raised = Time(r, 0),
        Id = r.GetString(1),
        Rule = new(r.GetString(2)),
        Title = r.GetString(3),
        Severity = Words.Parse<Severity>(r.GetString(4)),
        Entity = r.GetString(5),
        State = Words.Parse<AlertState>(r.GetString(6)),
        Count = r.GetInt64(7),
        First = Time(r, 8),
        Last = Time(r, 9),
        Summary = r.GetString(10),
        Cluster = r.GetString(11),
        Actor = r.GetString(12),
        Namespace = r.GetString(13),
        IsInCde = r.GetBoolean(14),
        Attack = List(r, 15),
        Tactics = List(r, 16),
        Pci = List(r, 17),
        History = JsonSerializer.Deserialize(r.GetString(18), StorageJson.Default.ListAlertChange) ?? [],
    };

    private static Finding ReadFinding(DuckDBDataReader r) => new()
    {
        Time = Time(r, 0),
        Id = r.GetString(1),
        Rule = new(r.GetString(3)),
        Title = r.GetString(4),
        Severity = Words.Parse<Severity>(r.GetString(5)),
        Entity = r.GetString(6),
        Summary = r.GetString(7),
        Cluster = r.GetString(8),
        Actor = r.GetString(9),
        SourceAddress = r.GetString(10),
        Namespace = r.GetString(11),
        ObjectPath = r.GetString(12),
        IsInCde = r.GetBoolean(13),
        AuditId = r.GetString(14),
        RelatedAuditIds = List(r, 15),
        Attack = List(r, 16),
        Tactics = List(r, 17),
        Pci = List(r, 18),
    };

    private static void AddWords<T>(StringBuilder sql, string column, IReadOnlyList<T> values) where T : struct, Enum
    {
        if (values.Count > 0)
            sql.Append(" AND \"").Append(column).Append("\" IN (").AppendJoin(", ", values.Select(v => Sql.Quote(Words.Of(v)))).Append(')');
    }

    private static List<string> List(DuckDBDataReader r, int column) =>
        JsonSerializer.Deserialize(r.GetString(column), StorageJson.Default.ListString) ?? [];

    private static DateTime Time(DuckDBDataReader r, int column) => DateTime.SpecifyKind(r.GetDateTime(column), DateTimeKind.Utc);

    private string FullPath(string relative) => Path.Combine(_options.Directory, relative);
}
