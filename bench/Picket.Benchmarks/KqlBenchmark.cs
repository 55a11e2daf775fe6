using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using DuckDB.NET.Data;
using Picket.Kql;
using Picket.Storage.DuckDb;

namespace Picket.Benchmarks;

/// <summary>
/// Ten typical queries over sealed audit events, translated from KQL and as somebody would write them in SQL, on the same files in the same
/// run, by the processor's time (what else the machine does would count otherwise); what compiling costs; how many segments are opened for a time and for a rare word.
/// </summary>
internal sealed class KqlBenchmark(int rows, TextWriter output)
{
    private const int Rounds = 5;
    private const double Bar = 1.15;

    private static readonly DateTime Newest = new(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc);

    private static readonly KqlTable AksAudit = new("AKSAudit",
    [
        new("TimeGenerated", KqlType.DateTime), new("Level", KqlType.String), new("AuditId", KqlType.String), new("RequestUri", KqlType.String), new("Verb", KqlType.String),
        new("User", KqlType.Dynamic), new("SourceIps", KqlType.Dynamic), new("UserAgent", KqlType.String), new("ObjectRef", KqlType.Dynamic), new("ResponseStatus", KqlType.Dynamic),
        new("RequestObject", KqlType.Dynamic),
    ]);

    // Per query: its name, KQL, and SQL for the same answer (a missing text is an empty one); {from} is the FROM item.
    private static readonly (string Name, string Kql, string Sql)[] Queries =
    [
        ("time filter, count by hour", "AKSAudit | where TimeGenerated > ago(90d) | summarize n = count() by bin(TimeGenerated, 1h)",
            "SELECT time_bucket(INTERVAL 1 HOUR, \"TimeGenerated\"), count(*) FROM {from} WHERE \"TimeGenerated\" > TIMESTAMP '2026-03-17 12:00:00' GROUP BY 1"),
        ("has on the body", "AKSAudit | where RequestObject has 'privileged' | count",
            "SELECT count(*) FROM {from} WHERE regexp_matches(\"RequestObject\", '(?i)(^|[^0-9a-z])privileged($|[^0-9a-z])')"),
        ("has on the URI", "AKSAudit | where RequestUri has 'secrets' | summarize n = count() by Verb",
            "SELECT \"Verb\", count(*) FROM {from} WHERE regexp_matches(\"RequestUri\", '(?i)(^|[^0-9a-z])secrets($|[^0-9a-z])') GROUP BY 1"),
        ("filter by a JSON path", "AKSAudit | where tostring(ObjectRef.namespace) == 'cde-vault' and toint(ResponseStatus.code) >= 400 | count",
            "SELECT count(*) FROM {from} WHERE json_extract_string(\"ObjectRef\", '$.namespace') = 'cde-vault' AND TRY_CAST(json_extract_string(\"ResponseStatus\", '$.code') AS INTEGER) >= 400"),
        ("distinct", "AKSAudit | distinct Verb, tostring(ObjectRef.resource)",
            "SELECT DISTINCT \"Verb\", COALESCE(json_extract_string(\"ObjectRef\", '$.resource'), '') FROM {from}"),
        ("join", "AKSAudit | where Verb == 'delete' | project who = tostring(User.username), RequestUri | join kind=inner (AKSAudit | where Verb == 'create' | summarize made = count() by who = tostring(User.username)) on who | summarize n = count(), m = max(made) by who",
            "SELECT l.who, count(*), max(r.made) FROM (SELECT COALESCE(json_extract_string(\"User\", '$.username'), '') AS who FROM {from} WHERE \"Verb\" = 'delete') l JOIN (SELECT COALESCE(json_extract_string(\"User\", '$.username'), '') AS who, count(*) AS made FROM {from} WHERE \"Verb\" = 'create' GROUP BY 1) r ON l.who = r.who GROUP BY 1"),
        ("top 100 by time", "AKSAudit | where Verb == 'delete' | top 100 by TimeGenerated | project TimeGenerated, AuditId, RequestUri",
            "SELECT \"TimeGenerated\", \"AuditId\", \"RequestUri\" FROM {from} WHERE \"Verb\" = 'delete' ORDER BY \"TimeGenerated\" DESC NULLS LAST LIMIT 100"),
        ("arg_max", "AKSAudit | summarize arg_max(TimeGenerated, RequestUri, UserAgent) by Verb",
            "SELECT \"Verb\", struct_extract(r, 't'), struct_extract(r, 'u'), struct_extract(r, 'a') FROM (SELECT \"Verb\", arg_max(struct_pack(t := \"TimeGenerated\", u := \"RequestUri\", a := \"UserAgent\"), \"TimeGenerated\") AS r FROM {from} GROUP BY 1)"),
        ("dcount", "AKSAudit | summarize dcount(RequestUri) by Verb", "SELECT \"Verb\", count(DISTINCT \"RequestUri\") FROM {from} GROUP BY 1"),
        ("prefix of a text", "AKSAudit | where RequestUri startswith_cs '/api/v1/namespaces/cde-' | summarize n = count() by Level",
            "SELECT \"Level\", count(*) FROM {from} WHERE starts_with(\"RequestUri\", '/api/v1/namespaces/cde-') GROUP BY 1"),
    ];

    /// <summary>Runs all of it in a folder of its own, which is gone afterwards.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("picket-kql-bench-");
        try
        {
            await using (var store = DuckDbStore.Open(new DuckDbOptions { Directory = folder.FullName, HotRows = AuditFacts.PerSegment, HotBytes = 1L << 30 }, TimeProvider.System))
            {
                var watch = Stopwatch.StartNew();
                await new AuditFacts(Newest, rows).WriteAsync(store, cancellationToken);
                await store.MaintainAsync(cancellationToken);
                output.WriteLine($"{rows:N0} events written and sealed in {watch.Elapsed.TotalSeconds:F0} s");
                foreach (var kql in new[] { "AKSAudit | where TimeGenerated > ago(1h) | count", $"AKSAudit | where ObjectRef has '{AuditFacts.RareWord}' | count" })
                {
                    var (opened, all) = await store.CountSegmentsAsync(kql, Newest, cancellationToken);
                    output.WriteLine($"  {kql}: opens {opened} of {all} segments");
                }

            }

            var files = Directory.GetFiles(folder.FullName, "*.parquet", SearchOption.AllDirectories);
            output.WriteLine($"{files.Length} segments, {files.Sum(f => new FileInfo(f).Length) / 1e6:F0} MB");
            Compare($"read_parquet([{string.Join(", ", files.Select(f => $"'{f}'"))}])", cancellationToken);
            Compile();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Compare(string from, CancellationToken cancellationToken)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        DuckDbKql.Register(connection);
        foreach (var (name, kql, sql) in Queries)
        {
            var query = DuckDbSql.Translate(KqlCompiler.Compile(kql, new Audit(), Newest).Plan!, _ => from);
            var written = query with { Text = sql.Replace("{from}", from, StringComparison.Ordinal), Parameters = [] };
            var (best, other) = (double.MaxValue, double.MaxValue);
            var (found, wanted) = (0, 0);
            for (var i = 0; i < Rounds; i++)
            {
                (best, found) = Faster(best, () => DuckDbKql.Ask(connection, query, cancellationToken).Count());
                (other, wanted) = Faster(other, () => Count(connection, written.Text));
            }

            var ratio = best / other;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {name,-28} translated {best,8:F1} ms   written {other,8:F1} ms   ratio {ratio:F2}{(ratio > Bar ? "  over the bar" : "")}{(found == wanted ? "" : $"  {found} rows instead of {wanted}")}"));
        }
    }

    private static int Count(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var count = 0;
        while (reader.Read())
            count++;
        return count;
    }

    private static (double Milliseconds, int Rows) Faster(double best, Func<int> run)
    {
        var before = Environment.CpuUsage.TotalTime;
        var count = run();
        return (Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds), count);
    }

    private void Compile()
    {
        var lines = Enumerable.Range(0, 12).Select(i => $"| where RequestUri has 'word{i}' or tostring(User.username) =~ 'user{i}'\n| extend c{i} = strcat(Verb, '-', {i}), d{i} = bin(TimeGenerated, {i + 1}h)\n");
        var text = $"let since = 7d;\nAKSAudit\n| where TimeGenerated > ago(since)\n{string.Concat(lines)}| summarize n = count(), m = max(d3) by c0, c1\n| top 10 by n\n";
        var best = double.MaxValue;
        for (var i = 0; i < 200; i++)
            (best, _) = Faster(best, () => DuckDbSql.Translate(KqlCompiler.Compile(text, new Audit(), Newest).Plan!, s => s.Table).Text.Length);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  a query of {text.Count(c => c == '\n')} lines is compiled and translated in {best:F2} ms"));
    }

    private sealed class Audit : IKqlCatalog
    {
        public IEnumerable<string> TableNames => ["AKSAudit"];

        public bool TryGetTable(string name, [NotNullWhen(true)] out KqlTable? table)
        {
            table = AksAudit;
            return name == AksAudit.Name;
        }
    }
}
