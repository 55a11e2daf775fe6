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

    private DateTime _expiredAt;

    private async Task ExpireAsync(CancellationToken cancellationToken)
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
        if (old.Count > 0)
            await UnlinkAsync(old, cancellationToken);
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

    // Running queries may have the files in their list: wait until all have ended.
    private async Task UnlinkAsync(List<ManifestEntry> old, CancellationToken cancellationToken)
    {
        var taken = 0;
        try
        {
            for (; taken < _options.MaxQueries; taken++)
                await _reading.WaitAsync(cancellationToken);
            foreach (var entry in old)
                DeleteSegment(FullPath(entry.Path));
        }
        finally
        {
            if (taken > 0)
                _reading.Release(taken);
        }
    }
}
