using Picket.Serving;
using Picket.Tests.House;
using Xunit;

namespace Picket.Tests.Kql.Testing;

/// <summary>The query tests of <c>content</c>, and what the product's tables are to a test.</summary>
public sealed class ShippedQueryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("picket-kqltest-").FullName;

    private static string Queries => Path.Combine(AppContext.BaseDirectory, "content", "queries");

    [Fact]
    public void Every_query_test_that_is_shipped_passes_on_both_engines()
    {
        var summary = Run(Queries);

        Assert.Empty(summary.Problems);
        Assert.Empty(summary.Tests.Where(t => !t.IsPassed).Select(t => $"{t.File}({t.Line}): {t.Message}"));
        Assert.True(summary.Tests.Count >= 20);
    }

    [Theory]
    [InlineData("docs/reference/kqltest.md")]
    [InlineData("docs/guides/queries.md")]
    public void The_examples_of_a_page_pass(string page)
    {
        var blocks = Repository.Read(page).Split("```").Where((block, i) => i % 2 == 1 && block.Contains("\nexpect", StringComparison.Ordinal)).ToList();

        var summary = Run(FileOf("page.kqltest", Assert.Single(blocks)));

        Assert.Empty(summary.Problems);
        Assert.NotEmpty(summary.Tests);
        Assert.All(summary.Tests, t => Assert.Equal("", t.Message));
    }

    [Fact]
    public void A_failing_test_says_so_for_each_engine()
    {
        var file = FileOf("bad.kqltest", "test a\nquery AKSAudit | count\nexpect nothing");

        var test = Assert.Single(Run(file).Tests);

        Assert.Equal("On DuckDB: 1 rows came, none should. Found: Count:long / 0 On the evaluator: 1 rows came, none should. Found: Count:long / 0", test.Message);
    }

    [Fact]
    public void A_file_that_is_wrong_is_told_with_its_line() =>
        Assert.Equal([$"PKT7061: {Path.Combine(_folder, "bad.kqltest")}(1): The test 'a' lacks its 'query'."], Run(FileOf("bad.kqltest", "test a\nexpect nothing")).Problems);

    [Fact]
    public void Watchlists_are_those_of_the_folder()
    {
        FileOf("admins.csv", "SearchKey,Team\nann,ops\n");
        var file = FileOf("lists.kqltest",
            """
            table AKSAudit
            Verb | User
            get | {"username":"ann"}
            get | {"username":"bob"}

            test admins are known
            query
            AKSAudit
            | extend Who = tostring(User.username)
            | join kind=inner (_GetWatchlist('admins') | project SearchKey, Team) on $left.Who == $right.SearchKey
            | project Who, Team
            expect
            Who | Team
            ann | ops
            """);

        Assert.Equal([""], Run(file).Tests.Select(t => t.Message));
    }

    [Fact]
    public void What_an_engine_keeps_of_a_value_is_what_comes_back()
    {
        var file = FileOf("values.kqltest",
            """
            table Own
            a:bool | b:int | c:long | d:real | e:decimal | f:string | g:datetime | h:timespan | i:guid | j:dynamic
            true | -1 | 9000000000 | 1.5 | 0.25 | "x|y" | 2026-06-15T11:00:00.123456Z | -1.02:03:04.0000001 | 74be27de-1e4e-49d9-b579-fe0b331d3642 | {"k":[1,null]}
            null | null | null | null | null | null | null | null | null | null

            test all
            query Own
            expect
            a:bool | b:int | c:long | d:real | e:decimal | f:string | g:datetime | h:timespan | i:guid | j:dynamic
            true | -1 | 9000000000 | 1.5 | 0.25 | "x|y" | 2026-06-15T11:00:00.123456Z | -1.02:03:04.0000001 | 74be27de-1e4e-49d9-b579-fe0b331d3642 | {"k":[1,null]}
            null | null | null | null | null | "" | null | null | null | null

            test no column is needed
            query Own | count
            expect
            Count
            2
            """);

        Assert.Equal(["", ""], Run(file).Tests.Select(t => t.Message));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private QueryTestSummary Run(string place)
    {
        using var tests = new QueryTests([Queries], _folder, TestEngine.Both, TimeProvider.System);
        return tests.Run([place], TestContext.Current.CancellationToken);
    }

    private string FileOf(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
