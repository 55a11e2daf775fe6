using System.Globalization;
using DuckDB.NET.Data;
using Picket.Kql;
using Picket.Kql.Sql;
using Picket.Storage.DuckDb;
using Picket.Storage.DuckDb.Functions;
using Xunit;

namespace Picket.Tests.Kql;

/// <summary>A real DuckDB in memory with the demo tables and six audit events, which runs KQL.</summary>
internal sealed class KqlDatabase : IDisposable
{
    public static readonly DateTime Now = new(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc);

    private const string Setup =
        """
        CREATE TABLE "AKSAudit" ("TimeGenerated" TIMESTAMP, "Level" VARCHAR NOT NULL DEFAULT '', "AuditId" VARCHAR NOT NULL DEFAULT '',
          "Stage" VARCHAR NOT NULL DEFAULT '', "RequestUri" VARCHAR NOT NULL DEFAULT '', "Verb" VARCHAR NOT NULL DEFAULT '', "User" VARCHAR,
          "SourceIps" VARCHAR, "UserAgent" VARCHAR NOT NULL DEFAULT '', "ObjectRef" VARCHAR, "ResponseStatus" VARCHAR, "RequestObject" VARCHAR,
          "ResponseObject" VARCHAR, "RequestReceivedTime" TIMESTAMP, "StageReceivedTime" TIMESTAMP, "Annotations" VARCHAR,
          "PodName" VARCHAR NOT NULL DEFAULT '', "_ResourceId" VARCHAR NOT NULL DEFAULT '');
        INSERT INTO "AKSAudit" ("TimeGenerated", "AuditId", "Verb", "RequestUri", "User", "SourceIps", "ObjectRef", "ResponseStatus") VALUES
          ('2026-06-15 09:00:00', 'a1', 'create', '/api/v1/namespaces/cde/pods/web-1/exec', '{"username":"alice","groups":["dev","ops"]}', '["10.0.0.1"]', '{"resource":"pods","subresource":"exec","namespace":"cde","name":"web-1"}', '{"code":101}'),
          ('2026-06-15 10:30:00', 'a2', 'get', '/api/v1/secrets', '{"username":"system:serviceaccount:kube-system:cleaner","groups":[]}', '["10.0.0.2","192.168.7.7"]', '{"resource":"secrets","namespace":"kube-system"}', '{"code":200}'),
          ('2026-06-15 11:15:00', 'a3', 'list', '/api/v1/secrets', '{"username":"bob","groups":["dev"]}', '["203.0.113.9"]', '{"resource":"secrets"}', '{"code":403}'),
          ('2026-06-15 11:30:00', 'a4', 'delete', '/api/v1/namespaces/cde/pods/web-1', '{"username":"alice","groups":["dev","ops"]}', '["10.0.0.1"]', '{"resource":"pods","namespace":"cde","name":"web-1"}', '{"code":200}'),
          ('2026-06-15 11:45:00', 'a5', 'get', '/livez', NULL, NULL, NULL, NULL),
          ('2026-06-14 11:45:00', 'a6', 'create', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', '{"username":"Bob"}', '[]', '{"resource":"clusterrolebindings","name":"x\"y"}', '{"code":201}');
        CREATE TABLE "AKSAuditAdmin" AS SELECT "TimeGenerated", "Verb", "User", "ObjectRef" FROM "AKSAudit" WHERE "Verb" NOT IN ('get', 'list');
        """;

    private readonly DuckDBConnection _connection = new("Data Source=:memory:");

    public KqlDatabase()
    {
        _connection.Open();
        DuckDbKql.Register(_connection);
        Execute(Setup);
    }

    /// <summary>The rows, cells parted by <c>|</c> and rows by <c>/</c>; null reads <c>null</c>.</summary>
    public string Run(string kql)
    {
        var plan = Compile(kql);
        return new SqlSupport().Has(plan) ? Show(Ask(DuckDbSql.Translate(plan, Table))) : Show(RunHybrid(plan));
    }

    /// <summary>The rows DuckDB and the evaluator give together.</summary>
    public IEnumerable<object?[]> RunHybrid(KqlPlan plan) => KqlHybrid.Run(plan, Table, Ask, new KqlRun { ReadTable = scan => throw new InvalidOperationException(scan.Table) });

    /// <summary>The rows of a query of the engine's.</summary>
    public IEnumerable<object?[]> Ask(DuckDbQuery query) => DuckDbKql.Ask(_connection, query, TestContext.Current.CancellationToken);

    /// <summary>Rows as <see cref="Run"/> shows them.</summary>
    public static string Show(IEnumerable<object?[]> rows) => string.Join('/', rows.Select(row => string.Join('|', row.Select(Show))));

    /// <summary>The FROM item of a demo table.</summary>
    public static string Table(TableScan scan) => $"\"{scan.Table}\"";

    /// <summary>DuckDB's own plan of the query.</summary>
    public string Explain(string kql, Func<TableScan, string> fromClause)
    {
        var query = DuckDbSql.Translate(Compile(kql), fromClause);
        using var command = _connection.CreateCommand();
        command.CommandText = $"EXPLAIN {query.Text}";
        using var functions = FunctionNumbers.Lend(query.Parameters, TestContext.Current.CancellationToken);
        foreach (var parameter in functions.Values)
            command.Parameters.Add(new DuckDBParameter(parameter));
        using var reader = command.ExecuteReader();
        return reader.Read() ? reader.GetString(1) : "";
    }

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static DuckDbQuery Translate(string kql) => DuckDbSql.Translate(Compile(kql), scan => $"\"{scan.Table}\"");

    public static KqlPlan Compile(string kql)
    {
        var compilation = KqlCompiler.Compile(kql, new DemoCatalog(), Now);
        Assert.Empty(compilation.Diagnostics);
        return compilation.Plan!;
    }

    public static IReadOnlyList<KqlDiagnostic> Errors(string kql) => KqlCompiler.Compile(kql, new DemoCatalog(), Now).Diagnostics;

    public static string Columns(string kql) => string.Join(' ', Compile(kql).Columns.Select(c => $"{c.Name}:{c.Type.Word}"));

    public void Dispose() => _connection.Dispose();

    private static string Show(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        TimeSpan span => span.Ticks.ToString(CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
