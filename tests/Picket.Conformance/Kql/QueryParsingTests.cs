using Picket.Kql;
using Xunit;

namespace Picket.Conformance.Kql;

public class QueryParsingTests
{
    // What passes today; raise it with every gain, never lower it.
    private const int Floor = 1081;

    [Fact]
    public void Queries_that_others_wrote_are_read_without_an_error()
    {
        // Templated queries hold placeholders such as {TimeRange}, which are not KQL.
        var queries = Corpus.Lines("queries.jsonl").Where(q => !q.GetProperty("templated").GetBoolean()).ToList();

        var failures = new List<string>();
        foreach (var query in queries)
        {
            var diagnostics = KqlCompiler.CheckSyntax(query.GetProperty("query").GetString()!);
            if (diagnostics is [var first, ..])
                failures.Add($"{query.GetProperty("id").GetString()}: {first.Code} ({first.Line}:{first.Column}) {first.Message}");
        }

        var passed = queries.Count - failures.Count;
        Corpus.Report("kql-parse", passed, queries.Count, failures);
        Assert.True(passed >= Floor, $"{passed} queries are read, at least {Floor} were before.");
    }
}
