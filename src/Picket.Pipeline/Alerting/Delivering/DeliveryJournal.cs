using Microsoft.Extensions.Logging;
using Picket.Core;
using Polly;
using Polly.Retry;

namespace Picket.Pipeline.Alerting.Delivering;

/// <summary>
/// Writes what became of deliveries. While the store cannot write (a full disk), it waits: nothing more is sent, because
/// what was sent could not be remembered and would be sent again and again.
/// </summary>
internal sealed class DeliveryJournal(
    Func<StoreBatch, CancellationToken, Task> commit, TimeProvider time, Random random, ILogger logger)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly ResiliencePipeline _untilWritten = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<StoreUnavailableException>(),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = LongestWait,
            UseJitter = true,
            Randomizer = random.NextDouble,
            OnRetry = retry =>
            {
                Log.StoreUnavailable(logger, retry.Outcome.Exception?.Message ?? "");
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    public async Task WriteAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellationToken) =>
        await _untilWritten.ExecuteAsync(
            async token =>
            {
                var batch = new StoreBatch();
                batch.Deliveries.AddRange(deliveries);
                await commit(batch, token);
            },
            cancellationToken);
}
