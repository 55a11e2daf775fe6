using Microsoft.Extensions.Logging;
using Picket.Core;

namespace Picket.Pipeline.Storing;

/// <summary>
/// Makes batches durable: events, findings, the alerts they change and the sources' positions in one transaction. What the
/// store cannot take now is offered again until it can; only then are the senders told.
/// </summary>
/// <param name="store">Where to.</param>
/// <param name="raise">Turns findings into alerts and adds what changed to the batch.</param>
/// <param name="account">Adds the sources' health to the batch.</param>
/// <param name="clock">For waiting.</param>
/// <param name="logger">Says when the store cannot be written.</param>
public sealed class Keeper(
    IStore store, Func<IReadOnlyList<Finding>, StoreBatch, CancellationToken, Task> raise, Action<EventBatch, StoreBatch> account,
    TimeProvider clock, ILogger<Keeper> logger) : IDisposable
{
    /// <summary>Events after which a transaction is closed.</summary>
    public const int MaxEvents = 8192;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>Called after a commit with the alerts that it raised or changed.</summary>
    public event Action<IReadOnlyList<Alert>>? Kept;

    /// <summary>Keeps the batches and then completes and disposes them.</summary>
    public async Task KeepAsync(IReadOnlyList<EventBatch> batches, CancellationToken cancellationToken)
    {
        try
        {
            await ChangeAsync(
                async together =>
                {
                    foreach (var batch in batches)
                        Add(batch, together);
                    await raise([.. batches.SelectMany(b => b.Findings)], together, cancellationToken);
                },
                cancellationToken);
        }
        catch
        {
            foreach (var batch in batches)
                GiveUp(batch);
            throw;
        }

        foreach (var batch in batches)
        {
            batch.Origin.Committed.TrySetResult(CountsOf(batch));
            batch.Dispose();
        }
    }

    /// <summary>
    /// Lets <paramref name="fill"/> put changes into a batch and keeps it. Alerts are changed only in here, one at a time, so
    /// that their state in memory and in the store agree.
    /// </summary>
    public async Task ChangeAsync(Func<StoreBatch, Task> fill, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var batch = new StoreBatch();
            await fill(batch);
            await CommitAsync(batch, cancellationToken);
            if (batch.Alerts.Count > 0)
                Kept?.Invoke(batch.Alerts);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Tells the sender that the batch was not kept, at shutdown.</summary>
    public static void GiveUp(EventBatch batch)
    {
        batch.Origin.Committed.TrySetException(new StoreUnavailableException("Picket is stopping; the batch was not kept.", null));
        batch.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private void Add(EventBatch batch, StoreBatch together)
    {
        together.Events.AddRange(batch.Events);
        together.ControlPlane.AddRange(batch.ControlPlane);
        together.Quarantined.AddRange(batch.Quarantined);
        together.Quarantined.AddRange(batch.Conflicting.Select(e => Conflict(e, batch.Origin.Source)));
        foreach (var (key, position) in batch.Origin.Positions)
            together.Positions[(batch.Origin.Source, key)] = position;
        account(batch, together);
    }

    private static KeptCounts CountsOf(EventBatch batch) => new(
        batch.EventsRead, batch.Events.Count + batch.ControlPlane.Count, batch.Duplicates,
        batch.Quarantined.Count + batch.Conflicting.Count, batch.Findings.Count);

    private static QuarantinedEntry Conflict(AuditEvent e, string source) => new(
        e.ReceivedTime, source, e.Cluster, 0, "PKT2020",
        "Another event with this audit id and stage is kept already; the client chose the id. This one was judged and is kept here.",
        e.Raw.Length <= QuarantinedEntry.MaxRawBytes ? e.Raw : e.Raw[..QuarantinedEntry.MaxRawBytes], e.Raw.Length);

    private async Task CommitAsync(StoreBatch batch, CancellationToken cancellationToken)
    {
        for (var delay = FirstDelay; ; delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay)
        {
            try
            {
                await store.CommitAsync(batch, cancellationToken);
                return;
            }
            catch (StoreUnavailableException exception)
            {
                Log.StoreUnavailable(logger, exception.Message);
                await Task.Delay(delay, clock, cancellationToken);
            }
        }
    }
}
