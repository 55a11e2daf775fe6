using DuckDB.NET.Data;
using Picket.Kql;
using Picket.Storage.DuckDb.Functions;

namespace Picket.Storage.DuckDb;

/// <summary>A DuckDB in memory that answers plans over rows handed to it, for tests of queries. For one thread.</summary>
public sealed class MemoryEngine : IDisposable
{
    private readonly DuckDBConnection _connection = new("Data Source=:memory:");
    private int _tables;

    /// <summary>Starts the engine.</summary>
    public MemoryEngine()
    {
        _connection.Open();
        EngineFunctions.Register(_connection);
    }

    /// <summary>The rows of the plan; <see cref="KqlRun.ReadTable"/> gives those of its tables, kept as the store keeps them.</summary>
    /// <exception cref="KqlRunException">A limit was hit, or a value that only the run knows is wrong.</exception>
    public IEnumerable<object?[]> Run(KqlPlan plan, KqlRun run) => Run(run, (fromClause, ask) => KqlHybrid.Run(plan, fromClause, ask, run));

    internal IEnumerable<object?[]> Run(
        KqlRun run, Func<Func<TableScan, string>, Func<DuckDbQuery, IEnumerable<object?[]>>, IEnumerable<object?[]>> answer)
    {
        var filled = new List<string>();
        try
        {
            foreach (var row in answer(scan => Fill(scan, run, filled), query => Ask(query, run.CancellationToken)))
                yield return row;
        }
        finally
        {
            foreach (var table in filled)
                Engine.Execute(_connection, $"DROP TABLE {table}");
        }
    }

    /// <summary>The rows of a query of <see cref="DuckDbSql"/>.</summary>
    internal IEnumerable<object?[]> Ask(DuckDbQuery query, CancellationToken cancellationToken) =>
        DuckDbKql.Ask(_connection, query, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private string Fill(TableScan scan, KqlRun run, List<string> filled)
    {
        var name = $"loaded{++_tables}";
        // A table has a column, even where the query wants none.
        var columns = scan.Columns.Select(c => $"{Quoted(c.Name)} {ColumnTypes.Of(c.Type)}").Prepend("\"(row)\" BOOLEAN");
        Engine.Execute(_connection, $"CREATE TABLE {name} ({string.Join(", ", columns)})");
        filled.Add(name);
        var insert = $"INSERT INTO {name} VALUES (true{string.Concat(scan.Columns.Select((_, i) => $", ${i + 1}"))})";
        foreach (var row in run.ReadTable(scan))
            Engine.Execute(_connection, insert, [.. row.Select(Stored)]);
        return name;
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static object? Stored(object? value) => value is TimeSpan span ? span.Ticks : value;
}
