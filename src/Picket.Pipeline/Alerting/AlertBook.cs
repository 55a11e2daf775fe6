using Picket.Core;

namespace Picket.Pipeline.Alerting;

/// <summary>
/// Turns findings into alerts: those of one rule on one entity of one cluster are one alert until it is closed or has
/// been quiet for <see cref="AlertingOptions.GroupGap"/>. What it writes goes into the caller's batch, and batches must be
/// committed in the order in which the book filled them, or an older alert replaces a newer one.
/// </summary>
public sealed class AlertBook : IDisposable
{
    /// <summary>Of how many alerts that left memory the id is remembered.</summary>
    public const int MaxDeparted = 200_000;

    /// <summary>The longest name of a person kept with a change.</summary>
    public const int MaxByLength = 200;

    private static readonly TimeSpan StorePause = TimeSpan.FromMilliseconds(500);

    private readonly IStore _store;
    private readonly TimeProvider _time;
    private readonly TimeSpan _gap;
    private readonly AlertCache _cache;
    private readonly Outbox _outbox;
    private readonly SemaphoreSlim _turn = new(1, 1);

    private AlertBook(IStore store, AlertingOptions options, TimeProvider time)
    {
        _store = store;
        _time = time;
        _gap = options.GroupGap;
        _cache = new(options.MaxCachedAlerts, MaxDeparted);
        _outbox = new(options, time);
    }

    /// <summary>Opens the book with the alerts that the store knows as open or acknowledged.</summary>
    public static async Task<AlertBook> LoadAsync(
        IStore store, AlertingOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var book = new AlertBook(store, options, time);
        var filter = new AlertFilter { States = [AlertState.Open, AlertState.Acknowledged], Limit = options.MaxCachedAlerts };
        // Latest first: put in backwards, the latest alert of a key is the one that stays, and the last to leave.
        foreach (var alert in (await store.ReadAlertsAsync(filter, cancellationToken)).Reverse())
            book._cache.Put(alert);
        return book;
    }

    /// <summary>
    /// Files findings under their alerts. Adds the changed alerts, the findings, and messages to the outputs: one when an
    /// alert is raised, one when its severity rises, none for a mere count.
    /// </summary>
    public async Task ApplyAsync(
        IReadOnlyList<Finding> findings, StoreBatch batch, CancellationToken cancellationToken)
    {
        if (findings.Count == 0)
            return;

        await _turn.WaitAsync(cancellationToken);
        try
        {
            var touched = new OrderedDictionary<string, (Alert? Before, Alert After)>();
            foreach (var finding in findings)
            {
                var (before, after) = await FileAsync(finding, cancellationToken);
                batch.Findings.Add(new(after.Id, finding));
                touched[after.Id] = (touched.TryGetValue(after.Id, out var earlier) ? earlier.Before : before, after);
            }

            foreach (var (before, after) in touched.Values)
            {
                batch.Alerts.Add(after);
                _outbox.Announce(before, after, batch);
            }

            AlertingMeter.Findings.Add(findings.Count);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Changes an alert's state and tells the outputs; null when there is none of that id. A change to the state it is
    /// in already adds the note to its history and is told to nobody.
    /// </summary>
    public async Task<Alert?> ChangeAsync(
        string id, AlertState state, string by, string note, StoreBatch batch, CancellationToken cancellationToken)
    {
        if (state == AlertState.Unknown)
            throw new ArgumentException("An alert is open, acknowledged or closed.", nameof(state));

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (await FindAsync(id, cancellationToken) is not { } before)
                return null;

            var change = new AlertChange(Now(), state, Cut(by, MaxByLength), Cut(note, AlertGrowth.MaxNoteLength));
            var after = before.Change(change);
            Keep(after);
            batch.Alerts.Add(after);
            if (before.State != after.State)
                _outbox.AnnounceChange(after, change, batch);
            return after;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async ValueTask<(Alert? Before, Alert After)> FileAsync(Finding finding, CancellationToken cancellationToken)
    {
        var key = AlertKey.Of(finding);
        var before = await FindAsync(key, cancellationToken);
        if (before is not null && !before.Takes(finding, _gap))
            before = null;

        var after = before?.Add(finding) ?? AlertGrowth.Open(key, finding, Now());
        _cache.Put(after);
        return (before, after);
    }

    private async ValueTask<Alert?> FindAsync(AlertKey key, CancellationToken cancellationToken)
    {
        if (_cache.TryGet(key, out var alert))
            return alert;
        if (!_cache.TryTakeDeparted(key, out var id))
            return null;

        // Thousands of other alerts were touched since it left memory, so its batch has been committed long ago.
        return await ReadAsync(id, cancellationToken) is { State: not AlertState.Closed } kept ? kept : null;
    }

    private async ValueTask<Alert?> FindAsync(string id, CancellationToken cancellationToken) =>
        _cache.TryGet(id, out var alert) ? alert : await ReadAsync(id, cancellationToken);

    // A batch that is half filed cannot be given back: while the store does not answer, filing waits.
    private async ValueTask<Alert?> ReadAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var found = await _store.ReadAlertsAsync(new AlertFilter { Id = id, Limit = 1 }, cancellationToken);
                return found is [var alert, ..] ? alert : null;
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(StorePause, _time, cancellationToken);
            }
        }
    }

    /// <summary>Keeps a changed alert in memory where further findings may join it.</summary>
    private void Keep(Alert alert)
    {
        var key = AlertKey.Of(alert);
        var isCurrent = !_cache.TryGet(key, out var current) || current.Id == alert.Id;
        if (!isCurrent)
            return;

        if (alert.State == AlertState.Closed)
            _cache.Remove(key);
        else
            _cache.Put(alert);
    }

    private DateTime Now() => _time.GetUtcNow().UtcDateTime;

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
