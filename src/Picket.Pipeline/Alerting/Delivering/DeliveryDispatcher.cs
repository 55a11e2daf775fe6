using Microsoft.Extensions.Logging;
using Picket.Core;

namespace Picket.Pipeline.Alerting.Delivering;

/// <summary>
/// Sends what the outbox holds, each output in a line of its own: one that is slow or dead holds up no other. A delivery
/// is sent at least once; after a crash perhaps again, under the same id.
/// </summary>
public sealed class DeliveryDispatcher
{
    private const int ReplayWindow = 500;

    private readonly IStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly DeliveryJournal _journal;
    private readonly IReadOnlyList<OutputLine> _lines;

    /// <summary>One sink per configured output, of the same name.</summary>
    /// <param name="sinks">Where to send, with the options of each.</param>
    /// <param name="store">Where deliveries are read.</param>
    /// <param name="commit">Makes a batch durable, in line with all other batches.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Scatters the waits.</param>
    /// <param name="logger">Hears of outputs that fail and of dead letters.</param>
    public DeliveryDispatcher(
        IReadOnlyList<(ISink Sink, OutputOptions Options)> sinks, IStore store, Func<StoreBatch, CancellationToken, Task> commit,
        TimeProvider time, Random random, ILogger logger)
    {
        _store = store;
        _time = time;
        _logger = logger;
        _journal = new(commit, time, random, logger);
        _lines = [.. sinks.Select(s => new OutputLine(s.Sink, s.Options, store, _journal, time, random, logger))];
    }

    /// <summary>What keeps outputs from receiving, one sentence each with its code; empty when all is well.</summary>
    public IReadOnlyList<string> Problems => [.. _lines.Select(line => line.Problem).Where(problem => problem.Length > 0)];

    /// <summary>Says that deliveries have been committed; call it after every commit that holds some.</summary>
    public void Wake()
    {
        foreach (var line in _lines)
            line.Wake();
    }

    /// <summary>Sends until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await BuryOrphansAsync(cancellationToken);
        await Task.WhenAll(_lines.Select(line => RunLineAsync(line, cancellationToken)));
    }

    /// <summary>Puts the dead letters of an output (null: of all that are configured) back in line; returns how many.</summary>
    public async Task<int> ReplayAsync(string? output, CancellationToken cancellationToken)
    {
        var replayed = 0;
        foreach (var line in _lines.Where(l => output is null || l.Name == output))
        {
            while (await ReplayLineAsync(line.Name, cancellationToken) is var count and > 0)
                replayed += count;
            line.Wake();
        }

        return replayed;
    }

    private async Task<int> ReplayLineAsync(string output, CancellationToken cancellationToken)
    {
        var dead = await _store.ReadDeliveriesAsync(DeliveryState.Dead, output, ReplayWindow, cancellationToken);
        if (dead.Count == 0)
            return 0;

        // A new time of entry: age counts from here, and their order among each other stays.
        var now = _time.GetUtcNow().UtcDateTime;
        await _journal.WriteAsync(
            [.. dead.OrderBy(d => d.Created).Select((d, i) => d with
            {
                State = DeliveryState.Pending, Attempts = 0, Created = now.AddMicroseconds(i), NextAttempt = now,
            })],
            cancellationToken);
        return dead.Count;
    }

    /// <summary>Deliveries to an output that is no longer configured would wait for ever: they become dead letters that say so.</summary>
    private async Task BuryOrphansAsync(CancellationToken cancellationToken)
    {
        var names = _lines.Select(line => line.Name).ToHashSet();
        for (var window = ReplayWindow; ; window *= 2)
        {
            var pending = await _store.ReadDeliveriesAsync(DeliveryState.Pending, null, window, cancellationToken);
            Delivery[] orphans = [.. pending.Where(d => !names.Contains(d.Output))];
            if (orphans.Length > 0)
            {
                await _journal.WriteAsync(
                    [.. orphans.Select(d => d with
                    {
                        State = DeliveryState.Dead,
                        LastError = $"PKT5004: There is no output '{d.Output}' in the configuration any more. "
                            + "Configure it again and replay, or leave it be.",
                    })],
                    cancellationToken);
                Log.Orphans(_logger, orphans.Length);
            }

            if (pending.Count < window)
                return;
        }
    }

    // The room's door: a failure of one line (the store cannot be read, say) must not stop it or the others.
    private async Task RunLineAsync(OutputLine line, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await line.RunAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException
                || !cancellationToken.IsCancellationRequested)
            {
                Log.LineBroke(_logger, line.Name, exception);
                await Task.Delay(TimeSpan.FromSeconds(5), _time, cancellationToken);
            }
        }
    }
}
