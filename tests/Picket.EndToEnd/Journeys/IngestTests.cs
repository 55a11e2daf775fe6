using System.Text.Json;
using Picket.EndToEnd.Running;

namespace Picket.EndToEnd.Journeys;

/// <summary>Files are loaded while the server runs.</summary>
public sealed class IngestTests
{
    private const int Events = 9000;

    [Fact]
    public async Task A_file_is_loaded_through_the_running_server_and_is_all_duplicates_the_second_time()
    {
        using var folder = new WorkFolder();
        await using var server = await PicketProcess.StartAsync(folder);
        // Over 4 MiB: more than one piece.
        var lines = Enumerable.Range(1, Events).Select(n => AuditEvents.Read("load", n)).Append("broken");
        var file = folder.Write("audit.log", string.Join('\n', lines) + "\n");

        var first = await PicketCommand.SucceedAsync(folder, "ingest", file, "-o", "json");
        var second = await PicketCommand.SucceedAsync(folder, "ingest", file, "-o", "json");

        Assert.True(new FileInfo(file).Length > 4 << 20);
        Assert.Equal((Events, Events, 0, 1), Counts(first));
        Assert.Equal((Events, 0, Events, 1), Counts(second));
        var kept = await PicketCommand.QueryAsync(folder, "AKSAudit | summarize n = count(), ids = dcount(AuditId)");
        Assert.Equal(Events, kept.Number("n"));
        var broken = await PicketCommand.QueryAsync(folder, "PicketQuarantine | project Origin, Line");
        Assert.All(broken.Json.EnumerateArray(), row => Assert.Equal(
            (file, Events + 1), (row.GetProperty("Origin").GetString(), row.GetProperty("Line").GetInt32())));
    }

    [Fact]
    public async Task A_document_over_several_lines_is_loaded_whole()
    {
        var file = Corpora.Require("corpora/aks/sample_EventHubs_event.json");
        using var folder = new WorkFolder();
        await using var server = await PicketProcess.StartAsync(folder);

        var loaded = await PicketCommand.SucceedAsync(folder, "ingest", file, "-o", "json");

        Assert.Equal((1, 1, 0, 0), Counts(loaded));
    }

    private static (int Read, int Stored, int Duplicates, int Quarantined) Counts(PicketCommand ingest)
    {
        return (Of("eventsRead"), Of("stored"), Of("duplicates"), Of("quarantined"));

        int Of(string name) => ingest.Json is var json && json.ValueKind == JsonValueKind.Array
            ? json[0].GetProperty(name).GetInt32() : json.GetProperty(name).GetInt32();
    }
}
