using Picket.Core;
using Picket.Storage.DuckDb;

namespace Picket.Tests.Storage;

/// <summary>Queries over hot and sealed rows: what runs where, and what bounds it.</summary>
public sealed class QueryRunTests : IDisposable
{
    private static readonly DateTime Morning = new(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc);

    private readonly StoreFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Steps_without_SQL_run_over_sealed_and_hot_rows()
    {
        await using var store = await FilledAsync();

        var result = await store.QueryAsync(new QueryRequest(
            "AKSAudit | sort by TimeGenerated asc | extend before = prev(TimeGenerated) | where isnotnull(before) | summarize count(), max(TimeGenerated - before)"), Token);

        Assert.Equal([119L, TimeSpan.FromMinutes(1)], result.Rows[0]);
    }

    [Fact]
    public async Task A_result_beyond_its_bound_is_cut_and_says_so()
    {
        await using var store = await FilledAsync();

        var result = await store.QueryAsync(new QueryRequest("AKSAudit | project TimeGenerated | sort by TimeGenerated asc") { MaxRows = 7 }, Token);

        Assert.True(result.IsTruncated);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => (object?)Morning.AddMinutes(i)), result.Rows.Select(r => r[0]));
    }

    [Fact]
    public async Task A_join_that_explodes_ends_when_it_is_cancelled_and_the_store_goes_on()
    {
        await using var store = await FilledAsync();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        cancel.CancelAfter(TimeSpan.FromMilliseconds(500));
        const string all = "(AKSAudit | project k = 1)";

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.QueryAsync(
            new QueryRequest($"AKSAudit | project k = 1, a = AuditId | join kind=inner {all} on k | join kind=inner {all} on k | join kind=inner {all} on k | join kind=inner (AKSAudit | project k = 1, b = AuditId) on k | where strcat(a, b) has 'nothing' | count"),
            cancel.Token));

        Assert.Equal(120L, (await store.QueryAsync(new QueryRequest("AKSAudit | count"), Token)).Rows[0][0]);
    }

    [Fact]
    public async Task What_does_not_fit_into_the_memory_allowed_goes_to_disk()
    {
        await using var store = _folder.Open(o => o with { MemoryLimit = 96L << 20 });
        await store.CommitAsync(StoreFolder.Events(2000, Morning, TimeSpan.FromSeconds(1)), Token);

        // Two million groups of some hundred bytes each.
        var result = await store.QueryAsync(new QueryRequest(
            "AKSAudit | project k = 1, a = AuditId | join kind=inner (AKSAudit | sort by AuditId asc | take 1000 | project k = 1, b = AuditId) on k"
            + " | summarize n = count() by s = strcat(a, ' and then some more text to make the groups large enough ', b) | summarize groups = count(), most = max(n)"), Token);

        Assert.Equal([2_000_000L, 1L], result.Rows[0]);
    }

    [Fact]
    public async Task A_range_without_end_is_refused()
    {
        await using var store = await FilledAsync();

        var exception = await Assert.ThrowsAsync<QueryException>(() => store.QueryAsync(new QueryRequest("range x from 1 to 100000000000 step 1 | count"), Token));

        Assert.Contains("range", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AKSAudit | where TimeGenerated < datetime(2026-11-23 08:30)", 1)]
    [InlineData("AKSAudit | where TimeGenerated between (datetime(2026-11-23 09:30) .. 10m) | summarize count() by bin(TimeGenerated, 1m)", 1)]
    [InlineData("AKSAudit | where RequestUri has 'zebra' | sort by TimeGenerated asc | extend p = prev(Verb)", 1)]
    [InlineData("AKSAudit | where RequestUri has 'nowhere'", 0)]
    [InlineData("AKSAudit | where RequestUri has 'zebra' or Verb == 'create'", 2)]
    public async Task Only_segments_that_may_matter_are_opened(string kql, int expected)
    {
        await using var store = await FilledAsync();

        var (opened, all) = await store.CountSegmentsAsync(kql, Morning.AddHours(4), Token);

        Assert.Equal((expected, 2), (opened, all));
    }

    // Two hours, both sealed; one event of the second has a word of its own.
    private async Task<DuckDbStore> FilledAsync()
    {
        var store = _folder.Open();
        var batch = StoreFolder.Events(119, Morning, TimeSpan.FromMinutes(1));
        batch.Events.Add(StoreFolder.Event("rare", Morning.AddMinutes(119), "/api/v1/zebra/1"));
        await store.CommitAsync(batch, Token);
        await store.MaintainAsync(Token);
        return store;
    }
}
