using System.Net;
using Picket.EndToEnd.Running;

namespace Picket.EndToEnd.Crashes;

/// <summary>No room left: nothing is acknowledged, everybody hears why, and work goes on by itself once there is room.</summary>
public sealed class FullDiskTests
{
    private const int DiskMebibytes = 192;
    private const int Times = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_full_disk_stops_acknowledging_says_so_and_resumes_by_itself()
    {
        using var folder = new WorkFolder();
        await using var disk = await SmallDisk.MountAsync(folder.Data, DiskMebibytes);
        await using var server = await PicketProcess.StartAsync(folder);
        var sender = new WebhookSender(server.Client, TestContext.Current.CancellationToken);

        for (var time = 0; time < Times; time++)
        {
            await AcknowledgeMoreAsync(sender);
            disk.Fill();
            var refused = sender.Refusals.Count;
            await Poll.UntilAsync("the webhook refuses", Patience,
                () => Task.FromResult(sender.Refusals.Count > refused), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, sender.Refusals[^1].Status);
            Assert.Matches("PKT402[01]", sender.Refusals[^1].Body);

            var (status, reason) = await server.ReadyAsync();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Matches("PKT402[01]", reason);

            disk.Free();
            await Poll.UntilAsync("the server is ready again", Patience,
                async () => (await server.ReadyAsync()).Status == HttpStatusCode.OK, TestContext.Current.CancellationToken);
            await AcknowledgeMoreAsync(sender);
        }

        var bodies = await sender.FinishAsync();
        await Kept.ExpectOnceAsync(folder, bodies * WebhookSender.EventsInBody);
        Assert.Equal(0, await server.StopAsync());
        await Kept.ExpectWholeAsync(folder);
    }

    [Fact]
    public async Task A_server_that_cannot_start_for_want_of_room_says_so_and_starts_once_there_is_some()
    {
        using var folder = new WorkFolder();
        await using var disk = await SmallDisk.MountAsync(folder.Data, DiskMebibytes);
        disk.Fill();

        var refused = await PicketCommand.RunAsync(folder, "up", "--listen", "127.0.0.1:0");
        disk.Free();
        await using var server = await PicketProcess.StartAsync(folder);

        Assert.Equal(3, refused.Exit);
        var line = Assert.Single(refused.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("picket: PKT4022: the store in ", line, StringComparison.Ordinal);
        Assert.Contains("No space left on device", line, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.ReadyAsync()).Status);
    }

    private static Task AcknowledgeMoreAsync(WebhookSender sender)
    {
        var enough = sender.Acknowledged + 20;
        return Poll.UntilAsync("more bodies are acknowledged", Patience,
            () => Task.FromResult(sender.Acknowledged >= enough), TestContext.Current.CancellationToken);
    }
}
