using Microsoft.Extensions.Hosting;
using Picket.Core;
using Picket.Pipeline;

namespace Picket.Serving;

/// <summary>Runs the journey of all sources until the server stops; without a journey a watch is no watch, so its end ends the server.</summary>
internal sealed class WatchService(Journey journey, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>Why the journey ended before it was told to; null when it did not.</summary>
    public Exception? Fault { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await journey.RunAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Fault = exception;
            lifetime.StopApplication();
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
            await TryAsync(house.Store.MaintainAsync, stoppingToken);
            await TryAsync(FindSilentAsync, stoppingToken);
            if (clock.GetElapsedTime(anchored) >= AnchorInterval && await TryAsync(operations.AnchorAsync, stoppingToken))
                anchored = clock.GetTimestamp();
        }
    }

    // One task that fails keeps no other from its turn: the operator hears of it and it is tried again.
    private async Task<bool> TryAsync(Func<CancellationToken, Task> step, CancellationToken cancellationToken)
    {
        try
        {
            await step(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is StoreUnavailableException or IOException)
        {
            Log.UpkeepFailed(logger, exception.Message);
            return false;
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
