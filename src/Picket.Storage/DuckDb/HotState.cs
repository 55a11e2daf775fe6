using DuckDB.NET.Data;
using Picket.Core;

namespace Picket.Storage.DuckDb;

/// <summary>What the hot audit table holds, kept beside it so that nobody has to ask: rows, bytes (about), time range.</summary>
internal sealed record HotState(long Rows, long Bytes, DateTime From, DateTime To)
{
    public static HotState Empty { get; } = new(0, 0, DateTime.MaxValue, DateTime.MinValue);

    public bool Overlaps(DateTime from, DateTime to) => Rows > 0 && From < to && To >= from;

    public HotState With(List<AuditEvent> events)
    {
        var (bytes, from, to) = (Bytes, From, To);
        foreach (var e in events)
        {
            bytes += e.Raw.Length;
            from = e.StageReceivedTime < from ? e.StageReceivedTime : from;
            to = e.StageReceivedTime > to ? e.StageReceivedTime : to;
        }

        return new(Rows + events.Count, bytes, from, to);
    }

    public static HotState Read(DuckDBConnection connection)
    {
        using var command = Engine.Command(connection, """
            SELECT count(*), coalesce(sum(strlen("RequestUri") + coalesce(strlen("RequestObject"), 0) + coalesce(strlen("ResponseObject"), 0) + 600), 0)::BIGINT,
                   min("TimeGenerated"), max("TimeGenerated") FROM "AKSAudit"
            """);
        using var reader = command.ExecuteReader();
        reader.Read();
        var rows = reader.GetInt64(0);
        return rows == 0 ? Empty : new(rows, reader.GetInt64(1), Utc(reader.GetDateTime(2)), Utc(reader.GetDateTime(3)));
    }

    private static DateTime Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
