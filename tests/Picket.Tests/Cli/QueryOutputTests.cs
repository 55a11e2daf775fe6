using Picket.Core;
using Picket.Tests.Web;

namespace Picket.Tests.Cli;

/// <summary>How <c>picket query</c> writes results, draws charts, and runs what is saved.</summary>
public sealed class QueryOutputTests
{
    private static readonly QueryResult PerUser = new(
        [new("User", "string"), new("Refused", "long")], [["=cmd|'x'", 8L], ["ann", 4L]]) { Chart = "barchart" };

    [Fact]
    public async Task Csv_disarms_formulas_unless_told_otherwise()
    {
        using var line = Answering(PerUser);

        var safe = await line.RunAsync("query", "T", "--format", "csv");
        var raw = await line.RunAsync("query", "T", "--format", "csv", "--raw-csv");

        Assert.Equal("User,Refused\r\n'=cmd|'x',8\r\nann,4\r\n", safe.Out);
        Assert.Equal("User,Refused\r\n=cmd|'x',8\r\nann,4\r\n", raw.Out);
    }

    [Fact]
    public async Task Markdown_escapes_what_would_end_a_cell()
    {
        using var line = Answering(PerUser);

        var outcome = await line.RunAsync("query", "T", "--format", "markdown");

        Assert.Equal("| User | Refused |\n| --- | ---: |\n| =cmd\\|'x' | 8 |\n| ann | 4 |\n", outcome.Out);
    }

    [Fact]
    public async Task Parquet_goes_to_a_file_and_nowhere_else()
    {
        using var line = Answering(Results.EveryType);
        var file = Path.Combine(line.Folder, "out.parquet");

        var refused = await line.RunAsync("query", "T", "--format", "parquet");
        var written = await line.RunAsync("query", "T", "--format", "parquet", "--to", file);

        Assert.Equal(ExitCode.Usage, refused.Exit);
        Assert.StartsWith("picket: PKT7048", refused.Error, StringComparison.Ordinal);
        Assert.Equal((ExitCode.Ok, ""), (written.Exit, written.Out));
        Assert.Equal("PAR1"u8.ToArray(), (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))[..4]);
        Assert.Equal([file], Directory.EnumerateFiles(line.Folder, "out*"));
    }

    [Fact]
    public async Task A_chart_is_drawn_for_a_person_and_not_for_a_pipe()
    {
        using var pipe = Answering(PerUser);
        using var person = Answering(PerUser, isInteractive: true);

        Assert.DoesNotContain("█", (await pipe.RunAsync("query", "T")).Out, StringComparison.Ordinal);
        var lines = (await person.RunAsync("query", "T")).Out.Split('\n');

        var (longer, shorter) = (lines.Single(l => l.Contains('█') && l.Contains("=cmd", StringComparison.Ordinal)), lines.Single(l => l.Contains('█') && l.Contains("ann", StringComparison.Ordinal)));
        // Half a block at the shorter one's end is no whole block.
        Assert.InRange(longer.Count(c => c == '█'), 2 * shorter.Count(c => c == '█'), (2 * shorter.Count(c => c == '█')) + 1);
        Assert.All(lines, l => Assert.True(l.Length <= 160, l));
    }

    [Fact]
    public async Task Parameters_and_files_reach_the_query()
    {
        using var line = Answering(PerUser);
        QueryRequest? asked = null;
        line.Local.Operations.Query = (request, _) => Task.FromResult(Kept(request));

        await line.RunAsync("query", "--file", line.FileOf("q.kql", "T | take n"), "--param", "n=5", "-p", "who=a=b");

        Assert.Equal("T | take n", asked!.Text);
        Assert.Equal(("5", "a=b"), (asked.Parameters["n"], asked.Parameters["who"]));

        QueryResult Kept(QueryRequest request)
        {
            asked = request;
            return PerUser;
        }
    }

    [Theory]
    [InlineData("query T --param n", "PKT7049")]
    [InlineData("query T --param n=1 --param n=2", "PKT7049")]
    [InlineData("query --file nowhere.kql", "PKT7020")]
    [InlineData("query run nothing", "PKT7047")]
    public async Task What_cannot_be_run_is_told_with_its_code(string command, string code)
    {
        using var line = Answering(PerUser);

        var outcome = await line.RunAsync(command.Split(' '));

        Assert.Equal(ExitCode.Usage, outcome.Exit);
        Assert.StartsWith($"picket: {code}", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saved_queries_are_listed_and_run_by_name()
    {
        using var line = Answering(PerUser);
        line.Local.Operations.Library = new(
            [new("shells", "Shells", "Why.", ["10.2.1"], "AKSAudit | take n", [new("n", "long", "10")])], [new("vendors", ["Ip"], "vendors.csv", KnownOperations.Noon)], []);

        var list = await line.RunAsync("query", "list");
        var lists = await line.RunAsync("watchlist", "list");
        await line.RunAsync("query", "run", "shells");

        Assert.Contains("shells  Shells  10.2.1   n:long = 10", list.Out, StringComparison.Ordinal);
        Assert.Contains("vendors.csv", lists.Out, StringComparison.Ordinal);
        Assert.Contains("Text = AKSAudit | take n", Assert.Single(line.Local.Operations.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_explanation_is_told_instead_of_an_answer()
    {
        using var line = Answering(new QueryResult([], []) { Explanation = "TableScan AKSAudit" });

        Assert.Equal("TableScan AKSAudit\n", (await line.RunAsync("query", "T", "--explain")).Out);
    }

    private static CommandLine Answering(QueryResult result, bool isInteractive = false)
    {
        var line = new CommandLine { IsInteractive = isInteractive };
        line.Local.Operations.Query = (_, _) => Task.FromResult(result);
        return line;
    }
}
