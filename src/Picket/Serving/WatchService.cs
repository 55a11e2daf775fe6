using Microsoft.Extensions.Hosting;
using Picket.Core;
using Picket.Pipeline;

namespace Picket.Serving;

/// <summary>Runs the journey of all sources until the server stops; without a journey a watch is no watch, so its end ends the server.</summary>
internal sealed class WatchService(Journey journey, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await journey.RunAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            lifetime.StopApplication();
            throw;
        }
    }
}

/// <summary>What recurs: sealing, retention, silent sources, anchors of the chain in the evidence ledger.</summary>
internal sealed class UpkeepService(House house, LocalOperations operations, TimeProvider clock, ILogger<UpkeepService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnchorInterval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var anchored = clock.GetTimestamp();
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await house.Store.MaintainAsync(stoppingToken);
                await FindSilentAsync(stoppingToken);
                if (clock.GetElapsedTime(anchored) < AnchorInterval)
                    continue;
                await operations.AnchorAsync(stoppingToken);
                anchored = clock.GetTimestamp();
            }
            catch (Exception exception) when (exception is StoreUnavailableException or IOException)
            {
                // The operator hears of it and it is tried again; collecting has its own patience with the store.
                Log.UpkeepFailed(logger, exception.Message);
            }
        }
    }

    private async Task FindSilentAsync(CancellationToken cancellationToken)
    {
        if (!house.Watch.HasSilent)
            return;
        await house.Keeper.ChangeAsync(
            batch => house.Alerts.ApplyAsync(house.Watch.FindSilent(batch), batch, cancellationToken), cancellationToken);
    }
}
