using System.Text.Json.Nodes;
using Xunit;

namespace Picket.Tests.Cli;

public sealed class TestCommandTests
{
    [Fact]
    public async Task A_failing_query_test_ends_with_1_and_names_its_file_and_line()
    {
        using var line = new CommandLine();
        line.Local.QueryTests = new(1, [new("a.kqltest", 12, "deletes are found", false, "On DuckDB: 2 rows came, none should."), new("a.kqltest", 20, "b", true, "")], []);

        var outcome = await line.RunAsync("test");

        Assert.Equal(ExitCode.Findings, outcome.Exit);
        Assert.Equal(
            "RESULT  KIND   NAME           EXAMPLE            MESSAGE\n" +
            "fail    query  a.kqltest(12)  deletes are found  On DuckDB: 2 rows came, none should.\n", outcome.Out);
        Assert.EndsWith("1 files of query tests, 1 tests passed, 1 failed, 0 problems\n", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_ends_with_1()
    {
        using var line = new CommandLine();
        line.Local.QueryTests = new(1, [], ["PKT7061: a.kqltest(3): The test 'x' lacks its 'expect'."]);

        var outcome = await line.RunAsync("test");

        Assert.Equal(ExitCode.Findings, outcome.Exit);
        Assert.StartsWith("PKT7061: a.kqltest(3): ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_and_folders_go_to_what_runs_them()
    {
        using var line = new CommandLine();
        var rule = line.FileOf("one.yml", "");
        var test = line.FileOf("two.kqltest", "");
        var folder = Path.GetDirectoryName(line.FileOf("both/x.yml", ""))!;

        await line.RunAsync("test", rule, test, folder, "--engine", "evaluator");
        await line.RunAsync("test", test);

        Assert.Equal(["test rules one.yml both", "test queries Evaluator two.kqltest both", "test queries Both two.kqltest"], line.Local.Calls);
    }

    [Fact]
    public async Task What_is_no_test_is_refused_by_name()
    {
        using var line = new CommandLine();
        var file = line.FileOf("notes.txt", "");

        var outcome = await line.RunAsync("test", "/none/rules", file);

        Assert.Equal(ExitCode.Usage, outcome.Exit);
        Assert.Contains("PKT7060: There is no file or folder '/none/rules'.\n", outcome.Error, StringComparison.Ordinal);
        Assert.Contains($"PKT7060: The file '{file}' is neither a rule (.yml, .yaml) nor a query test (.kqltest).\n", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(line.Local.Calls);
    }

    [Fact]
    public async Task Results_are_written_as_csv_and_json()
    {
        using var line = new CommandLine();

        var csv = await line.RunAsync("test", "--csv");
        var json = JsonNode.Parse((await line.RunAsync("test", "-o", "json")).Out)!.AsArray();

        Assert.Equal(["result,kind,name,example,message", "pass,rule,r1,exec,", "pass,rule,r1,no exec,", "pass,query,a.kqltest(3),finds it,"],
            csv.Out.Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["rule", "rule", "query"], json.Select(r => r!["kind"]!.GetValue<string>()));
    }
}
