using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Picket.Commands;
using Xunit;

namespace Picket.Tests.Cli;

/// <summary><c>doctor init completion version</c>.</summary>
public sealed class MachineCommandTests
{
    [Fact]
    public async Task The_doctor_looks_at_the_machine_and_at_Picket()
    {
        using var line = new CommandLine();

        var outcome = await line.RunAsync("doctor", "--listen", "127.0.0.1:0", "-o", "json");

        var checks = JsonNode.Parse(outcome.Out)!.AsArray().ToDictionary(c => $"{c!["check"]}", c => $"{c!["state"]}");
        Assert.Equal(["runtime", "memory", "disk space", "data folder", "clock", "port", "rules"], checks.Keys);
        Assert.Equal(("ok", "ok", "ok"), (checks["runtime"], checks["port"], checks["rules"]));
        // The test's clock stands still far from the disk's.
        Assert.Equal("warn", checks["data folder"]);
        Assert.Empty(Directory.GetFileSystemEntries(line.Data));
    }

    [Fact]
    public async Task A_port_in_use_fails_the_examination_and_says_what_to_do()
    {
        using var line = new CommandLine();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var outcome = await line.RunAsync("doctor", "--listen", $"{taken.LocalEndpoint}", "-o", "json");

        Assert.Equal(ExitCode.Findings, outcome.Exit);
        var port = JsonNode.Parse(outcome.Out)!.AsArray().Single(c => $"{c!["check"]}" == "port")!;
        Assert.Equal("fail", $"{port["state"]}");
        Assert.Contains("--listen", $"{port["advice"]}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_check_of_the_configuration_ends_with_1()
    {
        using var line = new CommandLine();
        line.Local.Checks = [new("configuration", CheckState.Fail, "picket.yaml:3:1: unknown key 'storr'",
            "Correct it.")];

        var outcome = await line.RunAsync("doctor", "--listen", "127.0.0.1:0");

        Assert.Equal(ExitCode.Findings, outcome.Exit);
        Assert.Contains("picket.yaml:3:1: unknown key 'storr'", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_writes_once_and_over_only_when_forced()
    {
        using var line = new CommandLine();
        var path = Path.Combine(line.Folder, "picket.yaml");

        var first = await line.RunAsync("init", line.Folder);
        Assert.Equal((ExitCode.Ok, "# Picket\n"),
            (first.Exit, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)));

        await File.WriteAllTextAsync(path, "mine", TestContext.Current.CancellationToken);
        var second = await line.RunAsync("init", line.Folder);
        Assert.Equal((ExitCode.Usage, "mine"),
            (second.Exit, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)));

        await line.RunAsync("init", line.Folder, "--force");
        Assert.Equal("# Picket\n", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("bash", "complete -F _picket picket")]
    [InlineData("zsh", "#compdef picket")]
    [InlineData("fish", "complete -c picket")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task A_completion_script_is_printed(string shell, string part)
    {
        using var line = new CommandLine();

        var outcome = await line.RunAsync("completion", shell);

        Assert.Equal(ExitCode.Ok, outcome.Exit);
        Assert.Contains(part, outcome.Out, StringComparison.Ordinal);
        Assert.Contains("[suggest:", outcome.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("picket al", "alerts")]
    [InlineData("picket evidence ", "export\nverify")]
    [InlineData("picket report --state no", "no-data\nnot-applicable")]
    [InlineData("picket report -o js", "json\njsonl")]
    [InlineData("picket completion ", "bash\nfish\npwsh\nzsh")]
    public async Task What_can_come_next_is_suggested(string typed, string wanted)
    {
        using var line = new CommandLine();

        var outcome = await line.RunBareAsync(TestContext.Current.CancellationToken, $"[suggest:{typed.Length}]",
            typed);

        var words = outcome.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(w =>
            w[0] != '-' && w[0] != '/').Order(StringComparer.Ordinal);
        Assert.Equal(wanted, string.Join('\n', words));
    }

    [Theory]
    [InlineData("30s", 30), InlineData("15m", 900), InlineData("24h", 86400), InlineData("7d", 604800)]
    public void A_duration_has_a_number_and_a_unit(string text, int seconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory, InlineData(""), InlineData("s"), InlineData("5"), InlineData("-5s"), InlineData("5 s"),
        InlineData("99999999999999999999d")]
    public void Anything_else_is_no_duration(string text) => Assert.False(Durations.TryParse(text, out _));
}
