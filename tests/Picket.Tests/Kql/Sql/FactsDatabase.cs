using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DuckDB.NET.Data;
using Picket.Kql;
using Picket.Kql.Sql;
using Picket.Kql.Values;
using Picket.Storage.DuckDb;
using Xunit;

namespace Picket.Tests.Kql.Sql;

/// <summary>One table of awkward values, in DuckDB and in memory: what both say of it must be the same.</summary>
internal sealed class FactsDatabase : IKqlCatalog, IDisposable
{
    public static readonly KqlTable Facts = new("Facts",
    [
        new("Id", KqlType.Long), new("TimeGenerated", KqlType.DateTime), new("S", KqlType.String), new("T", KqlType.String), new("N", KqlType.Long), new("I", KqlType.Int),
        new("R", KqlType.Real), new("B", KqlType.Bool), new("D", KqlType.Dynamic), new("Sp", KqlType.TimeSpan), new("G", KqlType.Guid),
    ]);

    public static readonly DateTime Now = new(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc);

    private readonly DuckDBConnection _connection = new("Data Source=:memory:");
    private readonly List<object?[]> _rows = [];

    public DuckDBConnection Connection => _connection;

    public FactsDatabase(int rows = 60)
    {
        _connection.Open();
        DuckDbKql.Register(_connection);
        Execute("CREATE TABLE \"Facts\" (\"Id\" BIGINT, \"TimeGenerated\" TIMESTAMP, \"S\" VARCHAR NOT NULL, \"T\" VARCHAR NOT NULL, \"N\" BIGINT, \"I\" INTEGER,"
            + " \"R\" DOUBLE, \"B\" BOOLEAN, \"D\" VARCHAR, \"Sp\" BIGINT, \"G\" UUID)");
        for (var i = 0; i < rows; i++)
            Insert(Row(i));
    }

    public IEnumerable<string> TableNames => ["Facts"];

    public bool TryGetTable(string name, [NotNullWhen(true)] out KqlTable? table)
    {
        table = name == "Facts" ? Facts : null;
        return table is not null;
    }

    /// <summary>Null where the text is no query.</summary>
    public KqlPlan? Compile(string kql) => KqlCompiler.Compile(kql, this, Now).Plan;

    /// <summary>The plan of a query that is right.</summary>
    public KqlPlan PlanOf(string kql)
    {
        var compiled = KqlCompiler.Compile(kql, this, Now);
        Assert.Empty(compiled.Diagnostics);
        return compiled.Plan!;
    }

    public IReadOnlyList<object?[]> Evaluated(KqlPlan plan) => [.. KqlEvaluator.Run(plan, new KqlRun { ReadTable = Read })];

    public IReadOnlyList<object?[]> Queried(KqlPlan plan) => [.. new HybridRun(_ => "\"Facts\"", Ask, new KqlRun { ReadTable = Read }) { AsksAll = true }.Rows(plan)];

    public IEnumerable<object?[]> Ask(DuckDbQuery query)
    {
        // DuckDB refuses a statement that does not use each of its parameters.
        Assert.All(query.Parameters.Select((_, i) => $"CAST(${i + 1} AS "), place => Assert.Contains(place, query.Text, StringComparison.Ordinal));
        return DuckDbKql.Ask(_connection, query, TestContext.Current.CancellationToken);
    }

    public void Execute(string sql, params object[] values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in values)
            command.Parameters.Add(new DuckDBParameter(value));
        command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    /// <summary>The rows as texts in an order of their own; reals to nine digits, what a set or a bag is made of sorted.</summary>
    public static IReadOnlyList<string> Comparable(IEnumerable<object?[]> rows, IReadOnlyList<KqlColumn> columns) =>
        [.. rows.Select(r => string.Join(" | ", r.Select((c, i) => Text(c, columns[i].Type)))).Order(StringComparer.Ordinal)];

    private static string Text(object? cell, KqlType type) => (cell, type) switch
    {
        (null, _) => "null",
        (string json, KqlType.Dynamic) => DynamicJson.TryParse(json, out var value) ? Text(value) : $"broken {json}",
        (double real, _) => Text(real),
        (string text, _) => $"'{text}'",
        _ => KqlFormat.Text(cell),
    };

    private static string Text(object? value) => value switch
    {
        null => "null",
        object?[] array => $"[{string.Join(",", array.Select(Text).Order(StringComparer.Ordinal))}]",
        OrderedDictionary<string, object?> bag => $"{{{string.Join(",", bag.Select(p => $"{p.Key}:{Text(p.Value)}").Order(StringComparer.Ordinal))}}}",
        double real => real == 0 ? "0" : real.ToString("G9", CultureInfo.InvariantCulture),
        string text => $"'{text}'",
        _ => KqlFormat.Text(value),
    };

    private IEnumerable<object?[]> Read(TableScan scan)
    {
        var places = scan.Columns.Select(c => Facts.Columns.ToList().FindIndex(f => f.Name == c.Name)).ToArray();
        return _rows.Select(row => places.Select(p => row[p]).ToArray());
    }

    private void Insert(object?[] row)
    {
        _rows.Add(row);
        object Stored(object? value) => value switch { null => DBNull.Value, TimeSpan span => span.Ticks, Guid guid => guid, _ => value };
        Execute("INSERT INTO \"Facts\" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", [.. row.Select(Stored)]);
    }

    private static T Pick<T>(int seed, params T[] values) => values[seed % values.Length];

    // The lengths of the lists share no factor, so that all values meet.
    private static object?[] Row(int i) =>
    [
        (long)i,
        Pick<object?>(i, Now.AddMinutes(-i), Now.AddHours(-i * 7), null, new DateTime(2024, 2, 29, 23, 59, 59, DateTimeKind.Utc).AddMilliseconds(999), new DateTime(1969, 12, 31, 1, 2, 3, DateTimeKind.Utc)),
        Pick(i, "get", "", "Kube-System", "/api/v1/secrets", "ÄÖ straße", "12", "GET list", "a\"b\\c", "dev,ops,x", "-3.7", "{\"a\":1}"),
        Pick(i / 3, "get", "list", "x-y_z", "", "kube", "KUBE-system", "日本 kube"),
        Pick<object?>(i, 0L, 1L, -7L, null, 42L, long.MaxValue, 1_000_000_007L),
        Pick<object?>(i, 3, null, -1, 200),
        Pick<object?>(i, 0.5, -2.25, null, 1e10, 3.0, double.NaN, 100.0, 0.1, 7.75),
        Pick<object?>(i, true, false, null),
        Pick<object?>(i, "{\"a\":\"x\",\"n\":5,\"l\":[1,2,3]}", null, "[\"get\",\"list\"]", "{\"a\":null,\"n\":\"12\",\"l\":[]}", "\"text\"", "17", "{\"a\":{\"b\":[true,1.5]},\"n\":2.5}", "[]", "true", "{\"a\":\"ä/ \\\" <b>\",\"l\":[{\"k\":1},{\"k\":2}]}", "1.5"),
        Pick<object?>(i, TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromDays(-2.5), null, new TimeSpan(1234567)),
        Pick<object?>(i, new Guid("11111111-2222-3333-4444-555555555555"), null, new Guid("ffffffff-0000-4000-8000-0123456789ab")),
    ];
}
