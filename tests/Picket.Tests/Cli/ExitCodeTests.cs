using Picket.Core;
using Picket.Tests.Web;
using Xunit;

namespace Picket.Tests.Cli;

/// <summary>What the shell is told, and what the person reads.</summary>
public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("nonsense", "picket")]
    [InlineData("query T --nonsense", "picket query")]
    [InlineData("query T --max-rows 0", "picket query")]
    [InlineData("query T --max-rows many", "picket query")]
    [InlineData("query T --format xls", "picket query")]
    [InlineData("query run", "picket query run")]
    [InlineData("query T --timeout 5", "picket query")]
    [InlineData("query T -o xml", "picket query")]
    [InlineData("alerts --state opn", "picket alerts")]
    [InlineData("alerts --severity unknown", "picket alerts")]
    [InlineData("alerts --limit 0", "picket alerts")]
    [InlineData("alerts --since 99999999999999d", "picket alerts")]
    [InlineData("alerts ack", "picket alerts ack")]
    [InlineData("evidence", "picket evidence")]
    [InlineData("evidence export", "picket evidence export")]
    [InlineData("up --listen 8480", "picket up")]
    [InlineData("up --listen example.com:80", "picket up")]
    [InlineData("completion tcsh", "picket completion")]
    [InlineData("outbox list --state lost", "picket outbox list")]
    [InlineData("ingest", "picket ingest")]
    public async Task A_wrong_command_line_is_explained_in_a_sentence(string command, string help)
    {
        using var line = new CommandLine();

        var outcome = await line.RunAsync(command.Split(' '));

        Assert.Equal((ExitCode.Usage, ""), (outcome.Exit, outcome.Out));
        Assert.StartsWith("picket: PKT7001: ", outcome.Error, StringComparison.Ordinal);
        Assert.EndsWith($"Run '{help} --help' to see what it takes.\n", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(line.Local.Calls);
    }

    [Fact]
    public async Task Nothing_at_all_shows_the_help()
    {
        using var line = new CommandLine();

        var outcome = await line.RunBareAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Usage, outcome.Exit);
        Assert.Contains("alerts", outcome.Out, StringComparison.Ordinal);
    }

    [Theory, InlineData("query T"), InlineData("alerts"), InlineData("report"), InlineData("store verify"),
        InlineData("store status")]
    public async Task A_data_folder_that_is_not_there_is_named(string command)
    {
        using var line = new CommandLine();

        var outcome = await line.RunBareAsync(TestContext.Current.CancellationToken,
            [.. command.Split(' '), "--data", line.Data]);

        Assert.Equal(ExitCode.CouldNotEvaluate, outcome.Exit);
        Assert.StartsWith($"picket: PKT7010: There is no data folder '{line.Data}'.", outcome.Error,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(line.Data));
    }

    [Fact]
    public async Task A_report_with_a_failed_requirement_ends_with_1_even_when_another_state_is_listed()
    {
        using var line = new CommandLine();
        Assert.Equal(ExitCode.Ok, (await line.RunAsync("report")).Exit);
        line.Local.Operations.Report = Results.FailingReport;

        var outcome = await line.RunAsync("report", "--state", "no-data");

        Assert.Equal(ExitCode.Findings, outcome.Exit);
        Assert.Equal("""
            ID      STATE    TITLE                   REASON
            10.5.1  no-data  Twelve months are kept  The oldest record is young.

            """.ReplaceLineEndings("\n"), outcome.Out);
        Assert.Equal(
            "PCI DSS 4.0.1, 2025-12-14 to 2026-03-14: 1 pass, 1 fail, 1 no-data, 1 not-applicable, 1 human-evidence-due\n", outcome.Error);
    }

    [Theory, InlineData("store verify"), InlineData("evidence verify .")]
    public async Task A_broken_chain_ends_with_1_and_names_the_first_broken_link(string command)
    {
        using var line = new CommandLine();
        line.Local.Chain = new("store", 2, "AKSAudit/2026-03-14T11.parquet",
            ["'AKSAudit/2026-03-14T11.parquet' does not have the hash of its manifest entry."]);

        var outcome = await line.RunAsync(command.Split(' '));

        Assert.Equal(ExitCode.Findings, outcome.Exit);
        Assert.Contains("Result        BROKEN\n", outcome.Out, StringComparison.Ordinal);
        Assert.Contains("First broken  AKSAudit/2026-03-14T11.parquet\n", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_example_and_a_rule_that_does_not_load_end_with_1()
    {
        using var line = new CommandLine();
        line.Local.Tests = new(2, [new("r1", "exec", false, "r1.yaml:9: must match, but does not")],
            ["r2.yaml:3:1: unknown field 'levle'."]);

        var outcome = await line.RunAsync("test");

        Assert.Equal(ExitCode.Findings, outcome.Exit);
        Assert.Equal("RESULT  KIND  NAME  EXAMPLE  MESSAGE\nfail    rule  r1    exec     r1.yaml:9: must match, but does not\n",
            outcome.Out);
        Assert.Equal(
            "r2.yaml:3:1: unknown field 'levle'.\n2 rules, 0 examples passed, 1 failed, 1 rules could not be loaded\n1 files of query tests, 1 tests passed, 0 failed, 0 problems\n", outcome.Error);
    }

    [Fact]
    public async Task All_missing_files_are_told_together()
    {
        using var line = new CommandLine();

        var outcome = await line.RunAsync("ingest", "/none/a", "/none/b");

        Assert.Equal(ExitCode.Usage, outcome.Exit);
        Assert.Equal("picket: PKT7020: There is no file '/none/a'.\npicket: PKT7020: There is no file '/none/b'.\n",
            outcome.Error);
        Assert.Empty(line.Local.Calls);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_opened_is_explained_by_who_knows()
    {
        using var line = new CommandLine();
        line.Local.OpenFailure = new CliException(ExitCode.CouldNotEvaluate, "PKT7011",
            ["Process 42 has the store open."]);

        var outcome = await line.RunAsync("alerts");

        Assert.Equal((ExitCode.CouldNotEvaluate, "picket: PKT7011: Process 42 has the store open.\n"),
            (outcome.Exit, outcome.Error));
    }

    [Fact]
    public async Task A_fault_is_one_line_without_a_stack()
    {
        using var line = new CommandLine();
        line.Local.OpenFailure = new InvalidOperationException("boom");

        var outcome = await line.RunAsync("alerts");

        Assert.Equal(ExitCode.CouldNotEvaluate, outcome.Exit);
        Assert.Equal(
            "picket: PKT7000: Picket failed: InvalidOperationException: boom. This is a fault in Picket; please report it.\n", outcome.Error);
    }

    [Fact]
    public async Task Ctrl_C_ends_quietly()
    {
        using var line = new CommandLine();
        using var stop = new CancellationTokenSource();
        line.Local.Operations.Query = async (_, cancel) =>
        {
            await stop.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            return Results.EveryType;
        };
        Directory.CreateDirectory(line.Data);

        var outcome = await line.RunBareAsync(stop.Token, "query", "T", "--data", line.Data);

        Assert.Equal((ExitCode.Stopped, "", ""), (outcome.Exit, outcome.Out, outcome.Error));
        Assert.Equal(["open", "close"], line.Local.Calls);
    }

    [Fact]
    public async Task Up_is_called_with_what_was_asked_and_its_exit_code_is_passed_on()
    {
        using var line = new CommandLine();
        line.Local.Up = (_, _) => Task.FromResult(ExitCode.Findings);

        var outcome = await line.RunAsync("up", "--demo", "--listen", "127.0.0.1:0", "--config", "p.yaml");

        Assert.Equal(ExitCode.Findings, outcome.Exit);
        Assert.Equal("up 127.0.0.1:0 True p.yaml", Assert.Single(line.Local.Calls));
    }
}
