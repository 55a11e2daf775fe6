using Picket.EndToEnd.Running;

namespace Picket.EndToEnd.Crashes;

/// <summary>What a data folder holds, asked through the command line.</summary>
internal static class Kept
{
    private const string Count = "AKSAudit | summarize Rows = count() by AuditId | summarize Rows = sum(Rows), Ids = count()";

    public static async Task<long> RowsAsync(WorkFolder folder) =>
        (await PicketCommand.QueryAsync(folder, "AKSAudit | summarize Rows = count()")).Number("Rows");

    /// <summary>So many events are there, and none of them twice.</summary>
    public static async Task ExpectOnceAsync(WorkFolder folder, long events)
    {
        var counted = await PicketCommand.QueryAsync(folder, Count);

        Assert.Equal((events, events), (counted.Number("Rows"), counted.Number("Ids")));
    }

    /// <summary>The chain of sealed segments is unbroken.</summary>
    public static async Task ExpectWholeAsync(WorkFolder folder)
    {
        var verified = await PicketCommand.SucceedAsync(folder, "store", "verify", "-o", "json");

        Assert.True(verified.Json.GetProperty("isWhole").GetBoolean(), verified.Out);
    }
}
