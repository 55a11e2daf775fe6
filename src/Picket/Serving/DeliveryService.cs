using Picket.Pipeline.Alerting.Delivering;
using Picket.Pipeline.Alerting.Webhook;

namespace Picket.Serving;

/// <summary>Sends what the outbox holds, as long as the server runs.</summary>
internal sealed class DeliveryService(House house, TimeProvider clock, ILogger<DeliveryService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var outputs = house.Options.Alerting.Outputs;
        var sinks = outputs.Select(o => new WebhookSink(o, house.Options.Secrets, clock)).ToList();
        try
        {
            var dispatcher = new DeliveryDispatcher(
                [.. sinks.Zip(outputs, (sink, options) => ((Core.ISink)sink, options))], house.Store, CommitAsync, clock, Random.Shared, logger);
            house.Dispatcher = dispatcher;
            house.Keeper.Kept += _ => dispatcher.Wake();
            await dispatcher.RunAsync(stoppingToken);
        }
        finally
        {
            sinks.ForEach(s => s.Dispose());
        }
    }

    // In line with all other batches, so that a delivery's state in the store is the latest.
    private Task CommitAsync(Core.StoreBatch changes, CancellationToken cancellationToken) =>
        house.Keeper.ChangeAsync(
            batch =>
            {
                batch.Deliveries.AddRange(changes.Deliveries);
                return Task.CompletedTask;
            },
            cancellationToken);
}
