using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Picket.Core;
using Picket.Pipeline.Collecting;
using Picket.Pipeline.Normalising;
using Picket.Pipeline.Storing;

namespace Picket.Pipeline;

/// <summary>
/// The way of an audit event through the house, room by room: collected, normalised, deduplicated, judged, made an alert,
/// kept. One task reads each source, one understands, one keeps; bounded channels between them make a slow store slow the
/// sources down instead of filling the memory.
/// </summary>
public sealed class Journey(
    IReadOnlyList<ISource> sources, Understanding understanding, Deduplicator deduplicator, Keeper keeper,
    SourceWatch watch, IStore store, TimeProvider clock, ILogger<Journey> logger)
{
    // A batch is at most about 1 MiB: with both channels full, some 8 MiB are under way.
    private const int BatchesUnderWay = 4;

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Runs until all sources have ended, or until cancelled; what was read by then is still kept, if that takes no longer
    /// than ten seconds.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var collected = Channel.CreateBounded<EntryBatch>(new BoundedChannelOptions(BatchesUnderWay) { FullMode = BoundedChannelFullMode.Wait });
        var judged = Channel.CreateBounded<EventBatch>(new BoundedChannelOptions(BatchesUnderWay)
        {
            FullMode = BoundedChannelFullMode.Wait, SingleReader = true, SingleWriter = true,
        });

        using var drain = new CancellationTokenSource();
        await using var stop = cancellationToken.Register(() => drain.CancelAfter(DrainTime));
        var understanding = UnderstandAsync(collected.Reader, judged.Writer, drain.Token);
        var keeping = KeepAsync(judged.Reader, drain.Token);
        // A later stage that broke must not leave the sources waiting at a full channel for ever.
        using var collecting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _ = Task.WhenAny(understanding, keeping).ContinueWith(_ => collecting.Cancel(), CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        await Task.WhenAll(sources.Select(source => CollectAsync(source, collected.Writer, collecting.Token)));
        collected.Writer.Complete();
        await Task.WhenAll(understanding, keeping);
    }

    private async Task CollectAsync(ISource source, ChannelWriter<EntryBatch> collected, CancellationToken cancellationToken)
    {
        try
        {
            var saved = await store.ReadPositionsAsync(source.Name, cancellationToken);
            await foreach (var batch in source.ReadAsync(saved, cancellationToken))
                await collected.WriteAsync(batch, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The house is closing; the saved position is where reading goes on next time.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The room's door: one broken source must not stop the others.
            Log.SourceFailed(logger, source.Name, exception);
            watch.Report(new SourceProblem("PKT2090", source.Name, "", $"The source stopped: {exception.Message}"));
        }
    }

    private async Task UnderstandAsync(ChannelReader<EntryBatch> collected, ChannelWriter<EventBatch> judged, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var entries in collected.ReadAllAsync(cancellationToken))
            {
                var batch = understanding.Read(entries);
                await DeduplicateAsync(batch, cancellationToken);
                understanding.Judge(batch);
                await judged.WriteAsync(batch, cancellationToken);
            }
        }
        finally
        {
            judged.Complete();
        }
    }

    private async Task DeduplicateAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await deduplicator.RemoveAsync(batch, cancellationToken);
                return;
            }
            catch (StoreUnavailableException exception)
            {
                Log.StoreUnavailable(logger, exception.Message);
                await Task.Delay(RetryDelay, clock, cancellationToken);
            }
        }
    }

    private async Task KeepAsync(ChannelReader<EventBatch> judged, CancellationToken cancellationToken)
    {
        try
        {
            while (await judged.WaitToReadAsync(cancellationToken))
                await keeper.KeepAsync(Gather(judged), cancellationToken);
        }
        finally
        {
            while (judged.TryRead(out var left))
                Keeper.GiveUp(left);
        }
    }

    // What piled up while the last transaction was under way goes into the next: at rest every batch is kept at once, under
    // load transactions grow.
    private static List<EventBatch> Gather(ChannelReader<EventBatch> judged)
    {
        var batches = new List<EventBatch>();
        var events = 0;
        while (events < Keeper.MaxEvents && judged.TryRead(out var batch))
        {
            batches.Add(batch);
            events += batch.Events.Count;
        }

        return batches;
    }
}
