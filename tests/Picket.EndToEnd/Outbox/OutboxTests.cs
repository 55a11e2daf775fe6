using Picket.EndToEnd.Running;

namespace Picket.EndToEnd.Outbox;

/// <summary>Alerts reach their receiver, whatever becomes of either side in between.</summary>
public sealed class OutboxTests
{
    private const int Subjects = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Every_alert_is_delivered_under_one_id_though_the_receiver_fails_and_the_server_is_killed()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        using var folder = new WorkFolder();
        folder.Write("picket.yaml", $"""
            alerting:
              floodLimit: 1000
              outputs:
                - name: soc
                  kind: webhook
                  url: {receiver.Address}
                  firstRetry: 100ms
                  maxRetry: 1s
            """);
        await using (var first = await PicketProcess.StartAsync(folder))
        {
            var events = Enumerable.Range(0, Subjects).Select(number => AuditEvents.ClusterAdmin("outbox", number, $"person{number}@shop.example"));
            Assert.True(await AuditEvents.PostAsync(first.Client, events, TestContext.Current.CancellationToken));
            await Poll.UntilAsync("the receiver has refused some", Patience,
                () => Task.FromResult(receiver.Attempts.Count >= 4), TestContext.Current.CancellationToken);
            await first.KillAsync();
        }

        receiver.IsWell = true;
        await using (var second = await PicketProcess.StartAsync(folder))
        {
            await Poll.UntilAsync("the receiver has taken some", Patience,
                () => Task.FromResult(receiver.Attempts.Count(attempt => attempt.IsTaken) >= 3), TestContext.Current.CancellationToken);
            await second.KillAsync();
        }

        await using var third = await PicketProcess.StartAsync(folder);
        await Poll.UntilAsync("nothing is waiting to be sent", Patience, async () => await PendingAsync(folder) == 0, TestContext.Current.CancellationToken);

        var raised = receiver.Attempts.Where(attempt => attempt.Reason == "raised").ToLookup(attempt => attempt.Alert);
        var alerts = await AlertsAsync(folder);
        Assert.True(alerts.Count >= Subjects, $"Only {alerts.Count} alerts were raised.");
        Assert.All(alerts, alert => Assert.Contains(raised[alert], attempt => attempt.IsTaken));
        Assert.All(alerts, alert => Assert.Single(raised[alert].Select(attempt => attempt.Delivery).Distinct()));
        Assert.Equal(alerts.Count, raised.Select(attempts => attempts.First().Delivery).Distinct().Count());
    }

    [Fact]
    public async Task What_the_receiver_refuses_for_good_becomes_a_dead_letter_and_is_sent_again_on_demand()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        using var folder = new WorkFolder();
        folder.Write("picket.yaml", $"""
            alerting:
              outputs:
                - name: soc
                  kind: webhook
                  url: {receiver.Address}
                  firstRetry: 100ms
                  maxRetry: 1s
                  maxAttempts: 2
                  minSeverity: high
            """);
        await using var server = await PicketProcess.StartAsync(folder);
        Assert.True(await AuditEvents.PostAsync(server.Client, [AuditEvents.ClusterAdmin("dead", 1, "mallory@shop.example")], TestContext.Current.CancellationToken));
        await Poll.UntilAsync("the delivery is dead", Patience,
            async () => (await ListAsync(folder, "dead")) > 0, TestContext.Current.CancellationToken);

        receiver.IsWell = true;
        await PicketCommand.SucceedAsync(folder, "outbox", "replay");

        await Poll.UntilAsync("the receiver has it", Patience,
            () => Task.FromResult(receiver.Attempts.Any(attempt => attempt.IsTaken)), TestContext.Current.CancellationToken);
        Assert.Single(receiver.Attempts.Select(attempt => attempt.Delivery).Distinct());
    }

    private static Task<int> PendingAsync(WorkFolder folder) => ListAsync(folder, "pending");

    private static async Task<int> ListAsync(WorkFolder folder, string state) =>
        (await PicketCommand.SucceedAsync(folder, "outbox", "list", "--state", state, "-o", "json")).Json.GetArrayLength();

    private static async Task<IReadOnlyList<string>> AlertsAsync(WorkFolder folder) =>
    [
        .. (await PicketCommand.SucceedAsync(folder, "alerts", "--state", "all", "--severity", "low", "-o", "json")).Json
            .EnumerateArray().Select(alert => alert.GetProperty("id").GetString()!),
    ];
}
