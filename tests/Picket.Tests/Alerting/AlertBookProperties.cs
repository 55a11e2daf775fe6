using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Picket.Core;
using Picket.Pipeline.Alerting;
using Xunit;

namespace Picket.Tests.Alerting;

public sealed class AlertBookProperties
{
    private static readonly Gen<Finding> AnyFinding =
        from entity in Gen.Int[0, 6]
        from minute in Gen.Int[-6000, 6000]
        from severity in Gen.Int[1, 5]
        select Sample.Finding($"e{entity}", minute, (Severity)severity);

    [Fact]
    public Task Every_finding_is_in_exactly_one_alert_and_counted_there() =>
        AnyFinding.Array[0, 60].SampleAsync(async findings =>
        {
            var store = await FileAsync(findings, batchSize: 7, cached: 1000);

            var kept = 0;
            foreach (var alert in store.Alerts())
            {
                var own = await store.ReadFindingsAsync(alert.Id, 1000, CancellationToken.None);
                kept += own.Count;
                Assert.Equal(alert.Count, own.Count);
                Assert.Equal((own.Min(f => f.Time), own.Max(f => f.Time)), (alert.First, alert.Last));
                Assert.Equal(own.Max(f => f.Severity), alert.Severity);
            }

            Assert.Equal(findings.Length, kept);
        }, iter: 200);

    [Fact]
    public Task Neither_batches_nor_a_small_memory_change_the_alerts() =>
        AnyFinding.Array[0, 60].SampleAsync(async findings =>
        {
            var whole = await FileAsync(findings, batchSize: 100, cached: 1000);
            var pieces = await FileAsync(findings, batchSize: 1, cached: 2);

            Assert.Equal(
                whole.Alerts().Select(a => (a.Id, a.Count, a.First, a.Last, a.Severity)).Order(),
                pieces.Alerts().Select(a => (a.Id, a.Count, a.First, a.Last, a.Severity)).Order());
        }, iter: 200);

    private static async Task<MemoryStore> FileAsync(Finding[] findings, int batchSize, int cached)
    {
        var store = new MemoryStore();
        var options = Sample.Options() with { MaxCachedAlerts = cached };
        using var book = await AlertBook.LoadAsync(store, options, new FakeTimeProvider(Sample.Start), CancellationToken.None);
        foreach (var chunk in findings.Chunk(batchSize))
        {
            var batch = new StoreBatch();
            await book.ApplyAsync(chunk, batch, CancellationToken.None);
            await store.CommitAsync(batch, CancellationToken.None);
        }

        return store;
    }
}
