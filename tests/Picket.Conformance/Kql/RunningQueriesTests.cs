using Picket.Core;
using Picket.Storage.DuckDb;
using Xunit;

namespace Picket.Conformance.Kql;

/// <summary>Queries that others wrote for Azure Monitor's tables, run over a store where those tables are empty.</summary>
public sealed class RunningQueriesTests
{
    // What passes today; raise it with every gain, never lower it.
    private const int Floor = 875;

    private static readonly DateTime Now = new(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Queries_for_log_analytics_run_on_empty_tables()
    {
        var queries = Corpus.Lines("queries.jsonl")
            .Where(q => !q.GetProperty("templated").GetBoolean() && q.GetProperty("engine").GetString() == "log-analytics").ToList();
        var folder = Directory.CreateTempSubdirectory("picket-corpus-");
        try
        {
            await using var store = DuckDbStore.Open(new DuckDbOptions { Directory = folder.FullName }, TimeProvider.System);
            var failures = new List<string>();
            foreach (var query in queries)
            {
                if (await RunAsync(store, query.GetProperty("query").GetString()!) is { Length: > 0 } failure)
                    failures.Add($"{query.GetProperty("id").GetString()}: {failure.ReplaceLineEndings(" ")}");
            }

            var passed = queries.Count - failures.Count;
            Corpus.Report("kql-run", passed, queries.Count, failures);
            Assert.True(passed >= Floor, $"{passed} queries run, at least {Floor} did before.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(DuckDbStore store, string text)
    {
        try
        {
            await store.QueryAsync(new QueryRequest(text) { MaxRows = 10, Now = Now }, TestContext.Current.CancellationToken);
            return "";
        }
        catch (QueryException exception)
        {
            return string.Join("; ", exception.Problems.Select(p => $"{p.Code} ({p.Line}:{p.Column}) {p.Message}"));
        }
    }
}
