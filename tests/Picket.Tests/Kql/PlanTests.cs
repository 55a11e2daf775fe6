using Picket.Kql;
using Xunit;

namespace Picket.Tests.Kql;

public sealed class PlanTests
{
    [Fact]
    public void Only_the_columns_a_query_uses_reach_the_scan()
    {
        var scan = ScanOf("AKSAudit | where Verb == 'get' | extend n = strlen(RequestUri), unused = UserAgent | summarize max(n) by Level");

        Assert.Equal(["Level", "RequestUri", "Verb"], scan.Columns.Select(c => c.Name));
    }

    [Fact]
    public void Counting_reads_one_small_column() =>
        Assert.Equal(["TimeGenerated"], ScanOf("AKSAudit | count").Columns.Select(c => c.Name));

    [Theory]
    [InlineData("where TimeGenerated > ago(1h)", "2026-06-15 11:00", "")]
    [InlineData("where TimeGenerated between (datetime(2026-06-01) .. 2d)", "2026-06-01 00:00", "2026-06-03 00:00")]
    [InlineData("where Verb == 'get' and startofday(now()) <= TimeGenerated and TimeGenerated < now()", "2026-06-15 00:00", "2026-06-15 12:00")]
    [InlineData("where TimeGenerated == datetime(2026-06-01)", "2026-06-01 00:00", "2026-06-01 00:00")]
    [InlineData("extend x = 1 | project TimeGenerated, Verb | where TimeGenerated >= ago(2d) | where TimeGenerated >= ago(1d)", "2026-06-14 12:00", "")]
    [InlineData("project TimeGenerated = RequestReceivedTime | where TimeGenerated > ago(1h)", "", "")]
    [InlineData("where TimeGenerated > ago(1h) or Verb == 'get'", "", "")]
    [InlineData("take 5 | where TimeGenerated > ago(1h)", "", "")]
    [InlineData("where not(TimeGenerated > ago(1h))", "", "")]
    public void Bounds_on_time_reach_the_scan(string steps, string from, string to)
    {
        var scan = ScanOf($"AKSAudit | {steps}");

        Assert.Equal((from, to), (Show(scan.From), Show(scan.To)));
    }

    [Theory]
    [InlineData("where RequestUri has 'Kube-System'", "RequestUri:kube RequestUri:system")]
    [InlineData("where Verb == 'delete' and User.username == 'alice'", "Verb:delete User:alice")]
    [InlineData("where ObjectRef has 'secrets' or Verb == 'get'", "")]
    [InlineData("where RequestUri contains 'secret'", "")]
    [InlineData("where User.username == 'a\\\"b'", "")]
    [InlineData("where Verb != 'get'", "")]
    [InlineData("project V = Verb | where V =~ 'GET'", "Verb:get")]
    public void Terms_that_every_row_needs_reach_the_scan(string steps, string expected) =>
        Assert.Equal(expected, string.Join(' ', ScanOf($"AKSAudit | {steps}").RequiredTerms.Select(t => $"{t.Column}:{t.Term}")));

    [Fact]
    public void Each_branch_of_a_union_has_its_own_bounds()
    {
        var plan = KqlDatabase.Compile("union (AKSAudit | where Verb == 'get'), AKSAuditAdmin | where TimeGenerated > ago(1h)");

        var scans = Scans(plan).ToList();

        Assert.All(scans, s => Assert.Equal("2026-06-15 11:00", Show(s.From)));
        Assert.Equal([1, 0], scans.Select(s => s.RequiredTerms.Count));
    }

    [Fact]
    public void DuckDB_reads_only_the_wanted_columns_and_filters_in_a_Parquet_scan()
    {
        using var database = new KqlDatabase();
        var file = Path.Combine(Path.GetTempPath(), $"picket-{Guid.NewGuid():N}.parquet");
        try
        {
            database.Execute($"COPY \"AKSAudit\" TO '{file}' (FORMAT parquet)");

            var plan = database.Explain("AKSAudit | where TimeGenerated >= datetime(2026-06-15) and Verb == 'get' | summarize count() by Level",
                scan => $"(SELECT {string.Join(", ", scan.Columns.Select(c => $"\"{c.Name}\""))} FROM read_parquet('{file}'))");

            Assert.Contains("TimeGenerated>='2026-06-15", plan.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.Contains("Verb='get'", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("RequestObject", plan, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void What_comes_from_the_query_travels_as_a_parameter()
    {
        const string evil = "x'); DROP TABLE t; --";

        var query = KqlDatabase.Translate($"AKSAudit | where Verb == \"{evil}\" or User['{evil.Replace("'", "\\'", StringComparison.Ordinal)}'] == 17 | extend ['a\"b'] = 1");

        Assert.DoesNotContain("DROP", query.Text, StringComparison.Ordinal);
        Assert.Contains(evil, query.Parameters);
        Assert.Contains("\"a\"\"b\"", query.Text, StringComparison.Ordinal);
    }

    private static TableScan ScanOf(string kql) => Assert.Single(Scans(KqlDatabase.Compile(kql)));

    private static IEnumerable<TableScan> Scans(KqlPlan plan) => plan is TableScan scan ? [scan] : plan.Inputs.SelectMany(Scans);

    private static string Show(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
