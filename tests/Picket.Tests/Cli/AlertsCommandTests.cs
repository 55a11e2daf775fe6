using System.Text.Json.Nodes;
using Picket.Core;
using Picket.Folders;
using Picket.Tests.Web;
using Xunit;

namespace Picket.Tests.Cli;

/// <summary><c>picket alerts</c>.</summary>
public sealed class AlertsCommandTests
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task Json_names_the_audit_ids_behind_each_alert(bool withEvents)
    {
        using var line = new CommandLine();

        var outcome = await line.RunAsync(withEvents ? ["alerts", "--events", "-o", "json"] : ["alerts", "-o", "json"]);

        var alert = Assert.Single(JsonNode.Parse(outcome.Out)!.AsArray())!;
        Assert.Equal(["audit-1", "audit-0", "audit-2"],
            alert["auditIds"]!.AsArray().Select(id => id!.GetValue<string>()));
        Assert.Equal(("high", "open", "k8s-exec-into-pod"),
            (alert["severity"]!.GetValue<string>(), alert["state"]!.GetValue<string>(),
                alert["rule"]!.GetValue<string>()));
        Assert.Equal(withEvents ? "audit-2" : null, alert["events"]?[1]?["auditID"]?.GetValue<string>());
    }

    [Fact]
    public async Task The_table_is_for_reading()
    {
        using var line = new CommandLine();

        var outcome = await line.RunAsync("alerts");

        Assert.Equal("""
            ID      SEVERITY  STATE  COUNT  LAST                  CDE  TITLE           ENTITY
            a1b2c3  high      open       2  2026-03-14 12:01:00Z  yes  Shell in a pod  prod/pods/payments-1

            """.ReplaceLineEndings("\n"), outcome.Out);
    }

    [Fact]
    public async Task A_person_at_a_terminal_gets_a_box_and_colours_only_where_welcome()
    {
        using var plain = new CommandLine { IsInteractive = true };
        using var coloured = new CommandLine { IsInteractive = true, HasColour = true };

        var without = await plain.RunAsync("alerts");
        var with = await coloured.RunAsync("alerts");

        Assert.Contains('│', without.Out);
        Assert.DoesNotContain('\u001b', without.Out);
        Assert.Contains("\u001b[", with.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "alerts [Open Acknowledged] Unknown   1000")]
    [InlineData("--state all", "alerts [] Unknown   1000")]
    [InlineData("--state closed --state open", "alerts [Closed Open] Unknown   1000")]
    [InlineData("--severity high --since 24h --limit 5",
        "alerts [Open Acknowledged] High 2026-03-13T12:00:00.0000000Z  5")]
    public async Task Filters_are_passed_on(string options, string wanted)
    {
        using var line = new CommandLine();

        await line.RunAsync(["alerts", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(wanted, Assert.Single(line.Local.Operations.Calls));
    }

    [Theory]
    [InlineData("medium", true)]
    [InlineData("high", true)]
    [InlineData("critical", false)]
    public async Task Open_alerts_fail_the_command_where_that_is_asked_for(string severity, bool isFailed)
    {
        using var line = new CommandLine();

        Assert.Equal(isFailed ? ExitCode.Findings : ExitCode.Ok,
            (await line.RunAsync("alerts", "--fail-on", severity)).Exit);
        Assert.Equal(ExitCode.Ok, (await line.RunAsync("alerts")).Exit);
    }

    [Fact]
    public async Task One_alert_is_shown_with_everything_behind_it()
    {
        using var line = new CommandLine();

        var outcome = await line.RunAsync("alerts", "a1b2c3");

        Assert.Contains("Title       Shell in a pod\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("2026-03-14T12:00:00Z  create  mallory  /api/v1/exec  101   audit-1", outcome.Out,
            StringComparison.Ordinal);
        Assert.Contains("\nHistory\n", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ack", "Acknowledged")]
    [InlineData("close", "Closed")]
    [InlineData("reopen", "Open")]
    public async Task A_change_of_state_says_who_and_why(string verb, string state)
    {
        using var line = new CommandLine();

        var outcome = await line.RunAsync("alerts", verb, "a1b2c3", "--note", "known drill");

        Assert.Equal((ExitCode.Ok, ""), (outcome.Exit, outcome.Out));
        Assert.Equal($"change a1b2c3 {state} tester known drill", Assert.Single(line.Local.Operations.Calls));
        await line.RunAsync("alerts", verb, "a1b2c3", "--by", "ann");
        Assert.Equal($"change a1b2c3 {state} ann ", line.Local.Operations.Calls[1]);
    }

    [Theory, InlineData("alerts", "nope"), InlineData("alerts", "ack", "nope")]
    public async Task An_unknown_alert_is_the_callers_mistake(params string[] args)
    {
        using var line = new CommandLine();

        var outcome = await line.RunAsync(args);

        Assert.Equal((ExitCode.Usage, ""), (outcome.Exit, outcome.Out));
        Assert.Equal("picket: PKT7040: There is no alert 'nope'. 'picket alerts --state all' lists those kept.\n",
            outcome.Error);
    }

    [Fact]
    public async Task Watching_prints_what_is_new_and_what_changed_until_it_is_stopped()
    {
        using var line = new CommandLine();
        await using var host = await ApiHost.StartAsync(ApiHost.Open);
        Directory.CreateDirectory(line.Data);
        new ServerFile(host.Url, ApiHost.LocalToken, 1, KnownOperations.Noon).Write(line.Data);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var watching = line.RunBareAsync(stop.Token, "alerts", "--watch", "-o", "jsonl", "--data", line.Data);
        await LooksAsync(line, host, 2);
        host.Operations.Alerts = [Results.Alert with { State = AlertState.Closed }, Results.Alert with { Id = "new" }];
        await LooksAsync(line, host, 4);
        await stop.CancelAsync();
        var outcome = await watching;

        var printed = outcome.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!);
        Assert.Equal(["a1b2c3 open", "new open", "a1b2c3 closed"], printed.Select(a => $"{a["id"]} {a["state"]}"));
        Assert.Equal(ExitCode.Ok, outcome.Exit);
    }

    [Fact]
    public async Task Watching_needs_a_server_and_lines()
    {
        using var line = new CommandLine();

        Assert.Equal(ExitCode.CouldNotEvaluate, (await line.RunAsync("alerts", "--watch")).Exit);
        Assert.Equal(ExitCode.Usage, (await line.RunAsync("alerts", "--watch", "-o", "json")).Exit);
    }

    /// <summary>Lets the watch look until the server was asked so often.</summary>
    private static async Task LooksAsync(CommandLine line, ApiHost host, int count)
    {
        while (host.Operations.Calls.Count < count)
        {
            line.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
