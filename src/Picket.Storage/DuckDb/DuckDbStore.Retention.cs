using Picket.Storage.Segments;

namespace Picket.Storage.DuckDb;

/// <summary>Retention: whole segments are unlinked; the chain keeps the link that sealed them and gains one that says so.</summary>
public sealed partial class DuckDbStore
{
    // Tables that are not sealed lose rows whose time is past; alerts only once they are closed, deliveries once they ended.
    private static readonly string[] RowRetention =
    [
        "DELETE FROM \"PicketQuarantine\" WHERE \"TimeGenerated\" < $1",
        "DELETE FROM \"PicketFinding\" WHERE \"TimeGenerated\" < $1 AND \"AlertId\" IN (SELECT \"Id\" FROM \"PicketAlert\" WHERE \"State\" = 'closed' AND \"Last\" < $1)",
        "DELETE FROM \"PicketAlert\" WHERE \"State\" = 'closed' AND \"Last\" < $1",
        "DELETE FROM \"PicketDelivery\" WHERE \"State\" <> 'pending' AND \"TimeGenerated\" < $1",
        "DELETE FROM \"PicketSourceGap\" WHERE \"End\" < $1",
    ];

    private readonly List<(ManifestEntry Segment, long LastReader)> _expired = [];
    private DateTime _expiredAt;

    private void Expire()
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        if (now - _expiredAt < TimeSpan.FromHours(1))
            return;

        var limit = now - _options.Retention;
        // A record with a wrong clock, or imported late, is kept as long as one that arrived when the segment was sealed.
        var old = _manifest.Present.Where(e => e.To < limit && e.Written < limit).ToList();
        Guarded(() =>
        {
            foreach (var sql in RowRetention)
                Engine.Execute(Engine.Writer, sql, limit);
            foreach (var entry in old)
                Expire(entry, now);
        });
        _expiredAt = now;
        _expired.AddRange(old.Select(e => (e, Interlocked.Read(ref _lastReader))));
    }

    private void Expire(ManifestEntry entry, DateTime now)
    {
        var expired = entry with
        {
            Sequence = _manifest.Entries.Length + 1,
            Kind = ManifestKind.Expired,
            Written = now,
            Previous = _manifest.Head,
        };
        var line = ManifestLine.Write(expired);
        Insert(Engine.Writer, expired, line);
        _manifest.Append(expired, line);
    }

    // Queries that began before may have the files in their list: what they may need stays until the next maintenance.
    // Nobody waits for them, for writing must not stand still behind a long query.
    private void Unlink()
    {
        if (_expired.Count == 0)
            return;
        var eldest = _readers.Keys.DefaultIfEmpty(long.MaxValue).Min();
        foreach (var (segment, _) in _expired.Where(e => e.LastReader < eldest))
            DeleteSegment(segment);
        _expired.RemoveAll(e => e.LastReader < eldest);
    }
}
