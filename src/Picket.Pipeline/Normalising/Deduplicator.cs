using System.Text;
using Picket.Core;

namespace Picket.Pipeline.Normalising;

/// <summary>
/// Leaves out events that are already kept: the same audit id and stage, however it came (both AKS categories switched
/// on, a file read twice, a webhook sent again). Exact and for ever: the same event has the same time, so keys are held
/// by minute of that time, and a minute that is not in memory is read back from the store. A client may choose audit ids;
/// an event that merely carries a known one is set apart as conflicting, so that nobody can hide behind an older id.
/// For use by one thread.
/// </summary>
/// <param name="readKept">Keys and times kept with <c>TimeGenerated</c> in [from, to).</param>
public sealed class Deduplicator(
    Func<DateTime, DateTime, CancellationToken, Task<IReadOnlyCollection<(EventKey Key, DateTime Time)>>> readKept)
{
    /// <summary>Keys held in memory (about 28 bytes each); beyond that, minutes not used lately are let go.</summary>
    public const int MaxKeys = 1_000_000;

    // A minute used within this many batches may have events that are not committed yet, and so cannot be read back.
    private const int InFlightBatches = 64;

    // What a minute costs even with a single event in it, counted in keys: logs of a whole year are mostly such minutes.
    private const int KeysOfMinute = 64;

    private readonly Dictionary<long, Minute> _minutes = [];
    private long _batch;
    private long _keys;

    /// <summary>
    /// Removes from the batch what is known and remembers the rest; counts what it removed. When reading back fails, nothing
    /// has been remembered or removed and the call can be made again.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async Task RemoveAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        _batch++;
        foreach (var e in batch.Events)
        {
            if (!_minutes.ContainsKey(MinuteOf(e)))
                await ReadBackAsync(MinuteOf(e), cancellationToken);
        }

        var before = batch.Events.Count;
        var left = new HashSet<string>(StringComparer.Ordinal);
        batch.Events.RemoveAll(e => !IsNew(e, batch.Conflicting, left));
        batch.Duplicates += before - batch.Events.Count;
        // What normalising found in an event (a card number) was told when the event was kept.
        if (left.Count > 0 && batch.Findings.Count > 0)
        {
            left.ExceptWith(batch.Events.Concat(batch.Conflicting).Select(IdOf));
            batch.Findings.RemoveAll(f => left.Contains(f.AuditId));
        }

        if (_keys > MaxKeys)
            LetGo();
    }

    private static string IdOf(AuditEvent e) => Encoding.UTF8.GetString(e.AuditId.Span);

    private static long MinuteOf(AuditEvent e) => e.StageReceivedTime.Ticks / TimeSpan.TicksPerMinute;

    private bool IsNew(AuditEvent e, List<AuditEvent> conflicting, HashSet<string> left)
    {
        var minute = _minutes[MinuteOf(e)];
        minute.LastBatch = _batch;
        var answer = minute.Keys.Add(EventKey.Of(e.AuditId.Span, e.Stage), e.StageReceivedTime);
        if (answer == KeyAnswer.Conflicting)
            conflicting.Add(e);
        _keys += answer == KeyAnswer.New ? 1 : 0;
        if (answer == KeyAnswer.Known)
            left.Add(IdOf(e));
        return answer == KeyAnswer.New;
    }

    private async Task ReadBackAsync(long number, CancellationToken cancellationToken)
    {
        var from = new DateTime(number * TimeSpan.TicksPerMinute, DateTimeKind.Utc);
        var to = from > DateTime.MaxValue.AddMinutes(-1) ? DateTime.MaxValue : from.AddMinutes(1);
        var minute = new Minute { LastBatch = _batch };
        foreach (var (key, time) in await readKept(from, to, cancellationToken))
            minute.Keys.Add(key, time);
        _keys += minute.Keys.Count + KeysOfMinute;
        _minutes.Add(number, minute);
    }

    private void LetGo()
    {
        foreach (var (number, minute) in _minutes.Where(m => m.Value.LastBatch < _batch - InFlightBatches)
                     .OrderBy(m => m.Value.LastBatch).ToList())
        {
            _keys -= minute.Keys.Count + KeysOfMinute;
            _minutes.Remove(number);
            if (_keys <= MaxKeys / 2)
                return;
        }
    }

    private sealed class Minute
    {
        public KeySet Keys { get; } = new();

        public long LastBatch { get; set; }
    }
}
