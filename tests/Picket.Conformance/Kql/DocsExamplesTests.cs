using System.Text.Json;
using DuckDB.NET.Data;
using Picket.Kql;
using Picket.Kql.Sql;
using Picket.Storage.DuckDb;
using Xunit;

namespace Picket.Conformance.Kql;

public class DocsExamplesTests
{
    // What passes today; raise it with every gain, never lower it.
    private const int Floor = 207;

    private static readonly DateTime Now = new(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Documented_examples_give_the_documented_tables()
    {
        var examples = Corpus.Lines("docs-examples.jsonl");
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        DuckDbKql.Register(connection);

        var failures = new List<string>();
        foreach (var example in examples)
        {
            if (Run(connection, example) is { Length: > 0 } failure)
                failures.Add($"{example.GetProperty("id").GetString()}: {failure.ReplaceLineEndings(" ")}");
        }

        var passed = examples.Count - failures.Count;
        Corpus.Report("kql-docs", passed, examples.Count, failures);
        Assert.True(passed >= Floor, $"{passed} examples pass, at least {Floor} did before.");
    }

    private static string Run(DuckDBConnection connection, JsonElement example)
    {
        var compilation = KqlCompiler.Compile(example.GetProperty("query").GetString()!, NoTables.Instance, Now);
        if (compilation.Plan is not { } plan)
            return string.Join("; ", compilation.Diagnostics.Select(d => $"{d.Code} ({d.Line}:{d.Column}) {d.Message}"));

        try
        {
            return PrintedTable.Read(example).Difference(plan, [.. Rows(connection, plan)]);
        }
        catch (DuckDBException exception)
        {
            return $"DuckDB: {exception.Message}";
        }
        catch (KqlRunException exception)
        {
            return $"{exception.Code} {exception.Message}";
        }
    }

    // The examples read no tables, so nothing would be asked of DuckDB: here it answers all it can.
    private static IEnumerable<object?[]> Rows(DuckDBConnection connection, KqlPlan plan) => new HybridRun(
        scan => throw new InvalidOperationException($"No table '{scan.Table}'."),
        query => DuckDbKql.Ask(connection, query, TestContext.Current.CancellationToken),
        NoTables.Run) { AsksAll = true }.Rows(plan);
}
