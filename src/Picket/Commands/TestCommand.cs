using System.CommandLine;
using System.Text.Json.Nodes;
using Picket.Output;

namespace Picket.Commands;

/// <summary><c>picket test</c>: runs the examples that rules carry.</summary>
internal static class TestCommand
{
    private static readonly Column[] Columns =
    [
        Column.Of("RESULT", "result") with { Colour = result => result == "fail" ? "red" : null },
        Column.Of("RULE", "rule"), Column.Of("EXAMPLE", "example"), Column.Of("MESSAGE", "message"),
    ];

    public static Command Create(CommandHost host)
    {
        var folders = new Argument<string[]>("DIR")
        {
            Description = "Folders of rules (default: the rules shipped and configured).",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("test",
            "Run the must-match and must-not-match examples of detection rules.") { folders };
        return host.Bind(command, (call, cancellationToken) =>
            RunAsync(call, call.Value(folders) ?? [], cancellationToken));
    }

    private static async Task<ExitCode> RunAsync(Invocation call, string[] folders, CancellationToken cancellationToken)
    {
        string[] missing = [.. folders.Where(f => !Directory.Exists(f)).Select(f => $"There is no folder '{f}'.")];
        if (missing.Length > 0)
            throw new CliException(ExitCode.Usage, "PKT7060", missing);

        var summary = await call.Local.TestRulesAsync(call.Target, folders, cancellationToken);
        // A table is for a person, who looks for what fails; the other formats hold every example.
        var shown = call.Format == OutputFormat.Table ? summary.Tests.Where(t => !t.IsPassed) : summary.Tests;
        JsonObject[] records = [.. shown.Select(Record)];
        if (records.Length > 0 || call.Format != OutputFormat.Table)
            call.Output.Write(new Listing(Columns, records));
        foreach (var problem in summary.Problems)
            call.Say(problem);

        var failed = summary.Tests.Count(t => !t.IsPassed);
        call.Say($"{summary.Rules} rules, {summary.Tests.Count - failed} examples passed, {failed} failed, " +
            $"{summary.Problems.Count} rules could not be loaded");
        return failed + summary.Problems.Count == 0 ? ExitCode.Ok : ExitCode.Findings;
    }

    private static JsonObject Record(RuleTest test) => new()
    {
        ["result"] = test.IsPassed ? "pass" : "fail",
        ["rule"] = test.Rule,
        ["example"] = test.Example,
        ["message"] = test.Message,
    };
}
