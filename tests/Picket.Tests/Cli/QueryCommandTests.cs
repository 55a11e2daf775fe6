using System.Text.Json.Nodes;
using Picket.Core;
using Xunit;

namespace Picket.Tests.Cli;

/// <summary><c>picket query</c>.</summary>
public sealed class QueryCommandTests
{
    [Fact]
    public async Task Json_is_an_array_of_row_objects_with_typed_cells()
    {
        using var line = new CommandLine();

        var outcome = await line.RunAsync("query", "T", "-o", "json");

        var rows = JsonNode.Parse(outcome.Out)!.AsArray();
        Assert.Equal(
            """{"S":"a \u0022b\u0022\n\u00E9","L":9007199254740993,"I":-7,"R":0.1,"B":true,"T":"2026-03-14T12:00:00.1234567Z","P":"1.02:03:04.0050000","M":79228162514264337593543950335,"G":"6f9619ff-8b86-d011-b42d-00c04fc964ff","D":{"a":[1,null,"x"]}}""",
            rows[0]!.ToJsonString());
        Assert.Equal("NaN", rows[1]!["R"]!.GetValue<string>());
        Assert.Null(rows[2]!["L"]);
        Assert.Equal(
            "warning: one\nwarning: two\nwarning: truncated: only the first 3 rows are given.\n",
                outcome.Error);
    }

    [Fact]
    public async Task No_rows_are_an_empty_array_and_still_a_success()
    {
        using var line = new CommandLine();
        line.Local.Operations.Query = (_, _) => Task.FromResult(new QueryResult([new("a", "long")], []));

        var outcome = await line.RunAsync("query", "T", "-o", "json");

        Assert.Equal((ExitCode.Ok, "[]\n", ""), (outcome.Exit, outcome.Out, outcome.Error));
    }

    [Fact]
    public async Task The_table_sets_numbers_right_and_text_left()
    {
        using var line = new CommandLine();
        line.Local.Operations.Query = (_, _) => Task.FromResult(new QueryResult(
            [new("User", "string"), new("count_", "long")], [["ann", 7L], ["system:admin", 12345L], [null, null]]));

        var outcome = await line.RunAsync("query", "T");

        Assert.Equal("User          count_\nann                7\nsystem:admin   12345\n\n", outcome.Out);
    }

    [Fact]
    public async Task Text_from_outside_cannot_command_the_terminal()
    {
        using var line = new CommandLine { IsInteractive = true, HasColour = true };
        line.Local.Operations.Query = (_, _) => Task.FromResult(new QueryResult(
            [new("UserAgent", "string")], [["evil\u001b[2J\u009b31m\u202edcba [bold]x[/]"]]));

        var outcome = await line.RunAsync("query", "T");

        Assert.DoesNotContain("\u001b[2J", outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\u009b', outcome.Out);
        Assert.DoesNotContain('\u202e', outcome.Out);
        Assert.Contains("[bold]x[/]", outcome.Out, StringComparison.Ordinal);

        var json = await line.RunAsync("query", "T", "-o", "json");
        Assert.DoesNotContain('\u001b', json.Out);
        Assert.DoesNotContain('\u009b', json.Out);
    }

    [Fact]
    public async Task Bounds_are_passed_on()
    {
        using var line = new CommandLine();

        await line.RunAsync("query", "T", "--max-rows", "5", "--timeout", "30s");

        var wanted = new QueryRequest("T") { MaxRows = 5, Timeout = TimeSpan.FromSeconds(30) };
        Assert.Equal($"query {wanted}", Assert.Single(line.Local.Operations.Calls));
    }

    [Fact]
    public async Task A_query_can_be_piped_in()
    {
        using var line = new CommandLine { Input = "T\n| take 1\n" };

        await line.RunAsync("query", "-");

        Assert.StartsWith("query QueryRequest { Text = T\n| take 1\n", Assert.Single(line.Local.Operations.Calls),
            StringComparison.Ordinal);
    }

    [Theory, InlineData(""), InlineData("  ")]
    public async Task An_empty_query_is_the_callers_mistake(string text)
    {
        using var line = new CommandLine();

        Assert.Equal(ExitCode.Usage, (await line.RunAsync("query", text)).Exit);
        Assert.Equal(ExitCode.Usage, (await line.RunAsync("query", "-")).Exit);
        Assert.Empty(line.Local.Calls);
    }

    [Fact]
    public async Task Every_mistake_in_a_query_is_told_with_its_place()
    {
        using var line = new CommandLine();
        line.Local.Operations.Query = (_, _) => throw new QueryException(
            [new("PKT1001", "Unknown column 'x'.", 1, 5), new("PKT1002", "Unexpected '|'.", 2, 1)]);

        var outcome = await line.RunAsync("query", "T", "-o", "json");

        Assert.Equal((ExitCode.Usage, ""), (outcome.Exit, outcome.Out));
        Assert.Equal("picket: PKT1001: query:1:5: Unknown column 'x'.\npicket: PKT1002: query:2:1: Unexpected '|'.\n",
            outcome.Error);
        Assert.Equal(["open", "close"], line.Local.Calls);
    }

    [Fact]
    public async Task A_query_that_ran_out_of_time_could_not_be_evaluated()
    {
        using var line = new CommandLine();
        line.Local.Operations.Query = (_, _) =>
            throw new QueryException([new("PKT1900", "It took longer than 3 minutes.", 0, 0)]);

        Assert.Equal(ExitCode.CouldNotEvaluate, (await line.RunAsync("query", "T")).Exit);
    }
}
