using System.CommandLine;
using System.Text.Json.Nodes;
using Picket.Core;
using Picket.Output;
using Picket.Serving;
using Picket.Web.Api.Json;

namespace Picket.Commands;

/// <summary><c>picket test</c>: runs the examples that rules carry, and the query tests of <c>.kqltest</c> files.</summary>
internal sealed class TestCommand
{
    private static readonly string[] RuleEndings = [".yml", ".yaml"];

    private static readonly string[] Fields = ["result", "kind", "name", "example", "message"];

    private static readonly Column[] Columns =
    [
        Column.Of("RESULT", "result") with { Colour = result => result == "fail" ? "red" : null },
        Column.Of("KIND", "kind"), Column.Of("NAME", "name"), Column.Of("EXAMPLE", "example"), Column.Of("MESSAGE", "message"),
    ];

    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "Folders, rules (.yml, .yaml) and query tests (.kqltest); default: what is shipped and configured.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<TestEngine> _engine = new Option<TestEngine>("--engine")
    {
        Description = "On what query tests run (default: both).",
        HelpName = string.Join('|', Words.All<TestEngine>()),
        CustomParser = Choice.Parser<TestEngine>,
    }.Offering(Words.All<TestEngine>());

    private readonly Option<bool> _csv = new("--csv") { Description = "Write every result as CSV; goes before --output." };

    public static Command Create(CommandHost host)
    {
        var own = new TestCommand();
        var command = new Command("test", "Run the examples of detection rules, and query tests.") { own._paths, own._engine, own._csv };
        return host.Bind(command, own.RunAsync);
    }

    private async Task<ExitCode> RunAsync(Invocation call, CancellationToken cancellationToken)
    {
        var paths = call.Value(_paths) ?? [];
        Check(paths);
        string[] ofRules = [.. paths.Where(p => Directory.Exists(p) || Ends(p, RuleEndings))];
        string[] ofQueries = [.. paths.Where(p => Directory.Exists(p) || Ends(p, QueryTests.Ending))];
        var rules = paths.Length > 0 && ofRules.Length == 0
            ? new(0, [], [])
            : await call.Local.TestRulesAsync(call.Target, ofRules, cancellationToken);
        var queries = paths.Length > 0 && ofQueries.Length == 0
            ? new(0, [], [])
            : await call.Local.TestQueriesAsync(call.Target, ofQueries, call.Value(_engine), cancellationToken);

        Write(call, [.. rules.Tests.Select(Record), .. queries.Tests.Select(Record)]);
        foreach (var problem in rules.Problems.Concat(queries.Problems))
            call.Say(problem);
        return Tell(call, rules, queries);
    }

    private static void Check(string[] paths)
    {
        string[] problems =
        [
            .. paths.Where(p => !Directory.Exists(p) && !File.Exists(p)).Select(p => $"There is no file or folder '{p}'."),
            .. paths.Where(p => File.Exists(p) && !Ends(p, [.. RuleEndings, QueryTests.Ending]))
                .Select(p => $"The file '{p}' is neither a rule ({string.Join(", ", RuleEndings)}) nor a query test ({QueryTests.Ending})."),
        ];
        if (problems.Length > 0)
            throw new CliException(ExitCode.Usage, "PKT7060", problems);
    }

    private static bool Ends(string path, params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private void Write(Invocation call, IReadOnlyList<JsonObject> all)
    {
        if (call.Value(_csv))
        {
            var rows = all.Select(r => (IReadOnlyList<object?>)[.. Fields.Select(f => Column.Text(r[f]))]);
            call.Services.Terminal.Out.Write(System.Text.Encoding.UTF8.GetString(
                Web.Formats.CsvWriter.Write(new QueryResult([.. Fields.Select(f => new QueryColumn(f, "string"))], [.. rows]), isExact: false)));
            return;
        }

        // A table is for a person, who looks for what fails; the other formats hold everything.
        var shown = call.Format == OutputFormat.Table ? [.. all.Where(r => Column.Text(r["result"]) == "fail")] : all;
        if (shown.Count > 0 || call.Format != OutputFormat.Table)
            call.Output.Write(new Listing(Columns, shown));
    }

    private static ExitCode Tell(Invocation call, RuleTestSummary rules, QueryTestSummary queries)
    {
        var failed = (Rules: rules.Tests.Count(t => !t.IsPassed), Queries: queries.Tests.Count(t => !t.IsPassed));
        var hasQueries = queries.Files + queries.Problems.Count > 0;
        if (!hasQueries || rules.Rules + rules.Problems.Count > 0)
        {
            call.Say($"{rules.Rules} rules, {rules.Tests.Count - failed.Rules} examples passed, {failed.Rules} failed, " +
                $"{rules.Problems.Count} rules could not be loaded");
        }

        if (hasQueries)
        {
            call.Say($"{queries.Files} files of query tests, {queries.Tests.Count - failed.Queries} tests passed, {failed.Queries} failed, " +
                $"{queries.Problems.Count} problems");
        }

        return failed.Rules + failed.Queries + rules.Problems.Count + queries.Problems.Count == 0 ? ExitCode.Ok : ExitCode.Findings;
    }

    private static JsonObject Record(RuleTest test) => Record(test.IsPassed, "rule", test.Rule, test.Example, test.Message);

    private static JsonObject Record(QueryTest test) => Record(test.IsPassed, "query", $"{test.File}({test.Line})", test.Name, test.Message);

    private static JsonObject Record(bool isPassed, string kind, string name, string example, string message) => new()
    {
        ["result"] = isPassed ? "pass" : "fail",
        ["kind"] = kind,
        ["name"] = name,
        ["example"] = example,
        ["message"] = message,
    };
}
