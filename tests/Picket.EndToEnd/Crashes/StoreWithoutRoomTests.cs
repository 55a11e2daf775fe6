using System.Text;
using Picket.Core;
using Picket.EndToEnd.Running;
using Picket.Pipeline.Normalising;
using Picket.Storage.DuckDb;
using Picket.Storage.Segments;

namespace Picket.EndToEnd.Crashes;

/// <summary>
/// The last byte of the disk goes in the middle of a transaction, or of a sealing: the store without the reserve it
/// usually keeps.
/// </summary>
public sealed class StoreWithoutRoomTests
{
    private const int DiskMebibytes = 64;
    private const int EventsInBatch = 1000;
    private const int MostBatches = 100;

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(2500)]
    public async Task What_was_committed_stays_and_work_goes_on_once_there_is_room(int rowsUntilSealed)
    {
        using var folder = new WorkFolder();
        await using var disk = await SmallDisk.MountAsync(folder.Data, DiskMebibytes);
        var options = new DuckDbOptions { Directory = folder.Data, MinFreeBytes = 0, HotRows = rowsUntilSealed };
        var kept = 0;
        await using (var store = DuckDbStore.Open(options, TimeProvider.System))
        {
            for (var time = 0; time < 2; time++)
            {
                disk.Fill(leave: 6);
                while (await TryCommitAsync(store, kept))
                {
                    kept++;
                    Assert.True(kept < MostBatches, "The disk did not become full.");
                }

                Assert.StartsWith("PKT4020", (await store.ReadStatusAsync(TestContext.Current.CancellationToken)).Problem, StringComparison.Ordinal);
                Assert.False(await TryCommitAsync(store, kept));

                disk.Free();
                Assert.True(await TryCommitAsync(store, kept));
                kept++;
                Assert.Empty((await store.ReadStatusAsync(TestContext.Current.CancellationToken)).Problem);
            }
        }

        await using (var reopened = DuckDbStore.Open(options, TimeProvider.System))
        {
            var counted = await reopened.QueryAsync(
                new("AKSAudit | summarize Rows = count() by AuditId | summarize sum(Rows), count()"), TestContext.Current.CancellationToken);
            Assert.Equal([(long)kept * EventsInBatch, (long)kept * EventsInBatch], counted.Rows[0]);
        }

        Assert.Null((await StoreVerifier.VerifyAsync(folder.Data, null, TestContext.Current.CancellationToken)).FirstBroken);
    }

    private static async Task<bool> TryCommitAsync(DuckDbStore store, int number)
    {
        // Names that do not compress: a batch takes about as much room as it has characters.
        var random = new Random(number);
        var noise = new byte[300];
        var batch = new StoreBatch();
        for (var i = 0; i < EventsInBatch; i++)
        {
            random.NextBytes(noise);
            var json = AuditEvents.Read("room", (number * EventsInBatch) + i).Replace("/apis/", $"/apis/{Convert.ToHexString(noise)}/", StringComparison.Ordinal);
            Assert.True(AuditEventReader.TryRead(Encoding.UTF8.GetBytes(json), out var one, out var problem), problem.Reason);
            batch.Events.Add(one);
        }

        try
        {
            await store.CommitAsync(batch, TestContext.Current.CancellationToken);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }
}
