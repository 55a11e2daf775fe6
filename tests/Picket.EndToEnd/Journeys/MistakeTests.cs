using System.Net;
using System.Net.Sockets;
using Picket.EndToEnd.Running;

namespace Picket.EndToEnd.Journeys;

/// <summary>What a person gets wrong is told in a sentence with its place, and stops nothing else.</summary>
public sealed class MistakeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_second_process_hears_that_the_folder_is_taken()
    {
        using var folder = new WorkFolder();
        await using var server = await PicketProcess.StartAsync(folder);

        var second = await PicketCommand.RunAsync(folder, "up", "--listen", "127.0.0.1:0");

        Assert.Equal(3, second.Exit);
        Assert.StartsWith("picket: PKT4010: the data folder ", second.Errors, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await server.ReadyAsync()).Status);
    }

    [Fact]
    public async Task A_port_in_use_is_one_sentence_that_says_what_to_do()
    {
        using var folder = new WorkFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        var command = await PicketCommand.RunAsync(folder, "up", "--listen", address);

        Assert.Equal(3, command.Exit);
        var line = Assert.Single(command.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("picket: PKT7043: The port is in use", line, StringComparison.Ordinal);
        Assert.Contains(address, line, StringComparison.Ordinal);
        Assert.Contains("--listen HOST:PORT", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_of_a_configuration_is_told_with_line_and_column()
    {
        using var folder = new WorkFolder();
        folder.Write("picket.yaml", """
            sources:
              - name: a
                kind: auditFil
                pahts: [x]
            storing:
              retention: 5 bananas
            """);

        var command = await PicketCommand.RunAsync(folder, "up", "--listen", "127.0.0.1:0");

        Assert.Equal(2, command.Exit);
        Assert.Contains("picket.yaml:3:11: PKT7204:", command.Errors, StringComparison.Ordinal);
        Assert.Contains("picket.yaml:4:5: PKT7203:", command.Errors, StringComparison.Ordinal);
        Assert.Contains("picket.yaml:6:14: PKT7204:", command.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_rule_is_told_with_its_place_and_the_others_judge_on()
    {
        using var folder = new WorkFolder();
        folder.Write("picket.yaml", "detecting:\n  rules: [rules]\n");
        folder.Write("rules/broken.yml", """
            title: Broken
            name: own-broken
            id: 2d3b1c52-9a0c-4d0e-8f0b-0c6a6f0f9d01
            logsource: {product: kubernetes, service: audit}
            detection:
              a:
                verbb: get
              condition: a
            level: high
            """);
        folder.Write("rules/good.yml", """
            title: Pod read by a name
            name: own-good
            id: 2d3b1c52-9a0c-4d0e-8f0b-0c6a6f0f9d02
            logsource: {product: kubernetes, service: audit}
            detection:
              read:
                verb: get
                objectRef.name|startswith: rule-
              condition: read
            level: medium
            """);
        await using var server = await PicketProcess.StartAsync(folder);
        string[] events = [AuditEvents.Read("rule", 1), AuditEvents.ClusterAdmin("rule", 2, "mallory@shop.example")];

        Assert.True(await AuditEvents.PostAsync(server.Client, events, TestContext.Current.CancellationToken));

        await Poll.UntilAsync("both rules have spoken", Patience,
            async () =>
            {
                var alerts = (await PicketCommand.SucceedAsync(folder, "alerts", "-o", "json")).Json.EnumerateArray();
                var rules = alerts.Select(alert => alert.GetProperty("rule").GetString()).ToHashSet();
                return rules.IsSupersetOf(["own-good", "k8s-rbac-cluster-admin"]);
            },
            TestContext.Current.CancellationToken);
        Assert.Contains("rules/broken.yml:7:5:", server.Output.Errors, StringComparison.Ordinal);
        Assert.Contains("Did you mean", server.Output.Errors, StringComparison.Ordinal);
    }
}
