using Picket.Core;
using Picket.Storage.DuckDb;
using Xunit;

namespace Picket.Conformance.Kql;

/// <summary>Queries that others wrote for Azure Monitor's tables, run over a store where those tables are empty.</summary>
/// <remarks>External data counts as an empty table too: every host that a query names is allowed, and answers with nothing.</remarks>
public sealed partial class RunningQueriesTests
{
    // What passes today; raise it with every gain, never lower it.
    private const int Floor = 926;

    private static readonly DateTime Now = new(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Queries_for_log_analytics_run_on_empty_tables()
    {
        var queries = Corpus.Lines("queries.jsonl")
            .Where(q => !q.GetProperty("templated").GetBoolean() && q.GetProperty("engine").GetString() == "log-analytics").ToList();
        var folder = Directory.CreateTempSubdirectory("picket-corpus-");
        try
        {
            var hosts = queries.SelectMany(q => Host().Matches(q.GetProperty("query").GetString()!)).Select(m => m.Groups[1].Value).Distinct().ToList();
            var options = new DuckDbOptions
            {
                Directory = folder.FullName,
                ExternalData = new ExternalDataOptions { Hosts = hosts },
                ExternalTransport = () => new EmptyAnswers(),
            };
            await using var store = DuckDbStore.Open(options, TimeProvider.System);
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

    [System.Text.RegularExpressions.GeneratedRegex("https://([^/\"'\\s]+)/")]
    private static partial System.Text.RegularExpressions.Regex Host();

    /// <summary>The network of this test: every address answers with an empty file.</summary>
    private sealed class EmptyAnswers : HttpMessageHandler
    {
        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) => new() { Content = new ByteArrayContent([]) };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));
    }
}
