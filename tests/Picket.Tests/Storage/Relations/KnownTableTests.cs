using Picket.Core;
using Picket.Kql;
using Picket.Storage.DuckDb;
using Picket.Storage.DuckDb.Relations;

namespace Picket.Tests.Storage.Relations;

/// <summary>Tables of Azure Monitor that public queries name and that nobody need fill.</summary>
public sealed class KnownTableTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_table_has_columns_of_distinct_names_and_stands_in_one_file()
    {
        Assert.True(KnownTables.ByName.Count > 250);
        Assert.All(KnownTables.ByName.Values, table => Assert.Equal(table.Columns.Count, table.Columns.Select(c => c.Name).Distinct().Count()));
        Assert.DoesNotContain(KnownTables.ByName.Keys, name => Tables.All.Any(own => own.Name == name));
    }

    [Theory]
    [InlineData("KubePodInventory | where Namespace == 'payments' | summarize arg_max(TimeGenerated, *) by PodUid")]
    [InlineData("SigninLogs | where ResultType != 0 | extend City = tostring(LocationDetails.city) | summarize count() by City, UserPrincipalName")]
    [InlineData("union SecurityEvent, Syslog | summarize count() by Type, bin(TimeGenerated, 1h)")]
    [InlineData("AzureDiagnostics | where clientIP_s == '' and clientIp_s == '' | project clientIP_s, clientIp_s, action_s, Action_s")]
    [InlineData("DeviceProcessEvents | where Timestamp > ago(1d) | join kind=inner DeviceInfo on DeviceId | take 5")]
    public async Task A_public_query_runs_on_empty_tables(string text)
    {
        await using var store = _folder.Open();

        var result = await store.QueryAsync(new(text), Token);

        Assert.Empty(result.Rows);
        Assert.NotEmpty(result.Columns);
    }

    [Fact]
    public async Task Columns_that_every_azure_table_has_are_there_for_our_rows()
    {
        await using var store = _folder.Open();
        var batch = StoreFolder.Events(1, _folder.Clock.GetUtcNow().UtcDateTime, TimeSpan.Zero);
        batch.Events[0].Cluster = "/subscriptions/0f0f/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/pay";
        await store.CommitAsync(batch, Token);

        var result = await store.QueryAsync(new("AKSAudit | project Type, TenantId, _SubscriptionId, SourceSystem"), Token);

        Assert.Equal(["AKSAudit", "", "0f0f", "Azure"], Assert.Single(result.Rows));
    }

    [Fact]
    public void A_line_that_is_no_column_is_told_with_its_number()
    {
        using var text = new StringReader("table\tcolumn\ttype\nT\tA\tstring\nT\tB\ttext\n");

        var exception = Assert.Throws<InvalidDataException>(() => KnownTables.Read(text, "x.tsv").ToList());

        Assert.Contains("x.tsv:3", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_is_cut_at_its_rows_and_at_its_bytes_and_says_so()
    {
        await using var store = _folder.Open();

        var rows = await store.QueryAsync(new("range x from 1 to 100 step 1") { MaxRows = 10 }, Token);
        var bytes = await store.QueryAsync(new("range x from 1 to 1000 step 1 | extend t = strcat('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', tostring(x))") { MaxBytes = 1_000 }, Token);
        var asked = await store.QueryAsync(new("set truncationmaxrecords = 3; range x from 1 to 100 step 1"), Token);

        Assert.Equal((10, true), (rows.Rows.Count, rows.IsTruncated));
        Assert.Contains("10 rows", rows.Truncation, StringComparison.Ordinal);
        Assert.True(bytes is { IsTruncated: true, Rows.Count: < 100 });
        Assert.Contains("1KB", bytes.Truncation, StringComparison.Ordinal);
        Assert.Equal((3, true), (asked.Rows.Count, asked.IsTruncated));
    }
}
