using System.Buffers;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Picket.Core;

namespace Picket.Pipeline.Collecting.AuditWebhook;

/// <summary>
/// Takes the bodies that API servers post, and answers only when they are stored: until then the sender keeps its copy.
/// A body that cannot be understood is stored in quarantine and acknowledged like any other. Refusing it would make the
/// API server send the same bytes again until it drops them, and with them the only trace of what was wrong.
/// </summary>
public sealed class AuditWebhookSource : ISource
{
    // Each may take a few times the longest body in memory.
    private const int MaxReading = 32;

    private readonly AuditWebhookOptions _options;
    private readonly TimeProvider _time;
    private readonly Channel<EntryBatch> _waiting;
    private int _reading;

    /// <summary>Makes the source.</summary>
    public AuditWebhookSource(AuditWebhookOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        // Wait mode with TryWrite: a full channel refuses, the sender is told so and nothing is dropped.
        _waiting = Channel.CreateBounded<EntryBatch>(
            new BoundedChannelOptions(options.MaxWaiting) { FullMode = BoundedChannelFullMode.Wait });
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public string Kind => _options.Kind;

    /// <inheritdoc/>
    public async IAsyncEnumerable<EntryBatch> ReadAsync(
        IReadOnlyDictionary<string, SourcePosition> saved, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in _waiting.Reader.ReadAllAsync(cancellationToken))
            yield return batch;
    }

    /// <summary>
    /// Takes one body: an <c>EventList</c>, a bare event, events line by line, or Azure diagnostic records. Completes when
    /// all of it is stored, or with the reason why not.
    /// </summary>
    /// <param name="body">The request's body, decompressed.</param>
    /// <param name="origin">Where the body comes from, and where in it.</param>
    /// <param name="cluster">The cluster the sender belongs to.</param>
    /// <param name="cancellationToken">The request's; cancelling it does not take the body back.</param>
    public async Task<WebhookOutcome> AcceptAsync(Stream body, BodyOrigin origin, string cluster, CancellationToken cancellationToken)
    {
        var commits = new List<Task<KeptCounts>>();
        try
        {
            if (Interlocked.Increment(ref _reading) > MaxReading)
                return Unavailable($"{MaxReading} bodies are being read already");
            if (await HandOnAsync(body, origin, cluster, commits, cancellationToken) is { } refusal)
                return refusal;
        }
        finally
        {
            Interlocked.Decrement(ref _reading);
        }

        return await CommitAsync(commits, cancellationToken);
    }

    private async Task<WebhookOutcome?> HandOnAsync(
        Stream body, BodyOrigin origin, string cluster, List<Task<KeptCounts>> commits, CancellationToken cancellationToken)
    {
        using var reader = new BodyReader(body, origin, _options.MaxBodyBytes);
        if (!await reader.FillAsync(cancellationToken))
            return TooLarge();
        if (reader.IsEmpty)
            return WebhookOutcome.Empty;
        foreach (var slice in reader.Slices())
        {
            var batch = new EntryBatch(Name, slice.Entries) { Cluster = cluster, Release = slice.Release };
            if (!_waiting.Writer.TryWrite(batch))
            {
                batch.Dispose();
                return Unavailable($"{_options.MaxWaiting} bodies are waiting already");
            }

            commits.Add(batch.Committed.Task);
        }

        return null;
    }

    private async Task<WebhookOutcome> CommitAsync(List<Task<KeptCounts>> commits, CancellationToken cancellationToken)
    {
        try
        {
            var kept = await Task.WhenAll(commits).WaitAsync(_options.CommitTimeout, _time, cancellationToken);
            return WebhookOutcome.Stored(kept.Aggregate(new KeptCounts(), (sum, counts) => sum.Add(counts)));
        }
        catch (TimeoutException)
        {
            return Unavailable($"the store did not take the events within {_options.CommitTimeout.TotalSeconds} s");
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return Unavailable("the events could not be stored");
        }
    }

    private WebhookOutcome TooLarge() =>
        new(413, $"PKT2302: The body has more than {_options.MaxBodyBytes} bytes. Lower --audit-webhook-batch-max-size.", null);

    private WebhookOutcome Unavailable(string why) =>
        new(503, $"PKT2303: Nothing was acknowledged: {why}. Send the events again.", _options.RetryAfter);
}
