using System.Text.Json;
using DuckDB.NET.Data;
using Picket.Kql;
using Xunit;

namespace Picket.Conformance.Kql;

public class DocsExamplesTests
{
    // What passes today; raise it with every gain, never lower it.
    private const int Floor = 66;

    private static readonly DateTime Now = new(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Documented_examples_give_the_documented_tables()
    {
        var examples = Corpus.Lines("docs-examples.jsonl");
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        foreach (var (name, function) in DuckDbSql.RequiredFunctions)
            connection.RegisterScalarFunction(name, function);

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

        var query = DuckDbSql.Translate(plan, scan => throw new InvalidOperationException($"No table '{scan.Table}'."));
        try
        {
            return PrintedTable.Read(example).Difference(query.Columns, Rows(connection, query));
        }
        catch (DuckDBException exception)
        {
            return $"DuckDB: {exception.Message}";
        }
    }

    private static List<object?[]> Rows(DuckDBConnection connection, DuckDbQuery query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query.Text;
        foreach (var parameter in query.Parameters)
            command.Parameters.Add(new DuckDBParameter(parameter));
        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }
}
