using Picket.EndToEnd.Running;

namespace Picket.EndToEnd.Journeys;

/// <summary>From nothing to verified evidence, with the command line alone.</summary>
public sealed class NewUserTests
{
    private static readonly string[] States = ["pass", "fail", "no-data", "not-applicable", "human-evidence-due"];

    [Fact]
    public async Task A_new_user_comes_from_init_to_evidence_that_shows_every_change()
    {
        using var folder = new WorkFolder();
        string[] files = Directory.GetFiles(Corpora.Require("corpora/falco-audit"), "*.json");

        await PicketCommand.SucceedAsync(folder, "init");
        var loaded = await PicketCommand.SucceedAsync(folder, ["ingest", .. files, "-o", "json"]);
        var rows = await PicketCommand.QueryAsync(folder, "AKSAudit | summarize Rows = count()");
        var alerts = await PicketCommand.SucceedAsync(folder, "alerts", "-o", "json");
        var report = await PicketCommand.RunAsync(folder, "report", "-o", "json");
        var requirements = report.Json.EnumerateArray().ToList();

        Assert.Equal(files.Length, loaded.Json.GetProperty("eventsRead").GetInt32());
        Assert.Equal(rows.Number("Rows"), loaded.Json.GetProperty("stored").GetInt64());
        Assert.Contains(alerts.Json.EnumerateArray(), alert => alert.GetProperty("rule").GetString() == "k8s-rbac-cluster-admin");
        Assert.All(alerts.Json.EnumerateArray(), alert => Assert.NotEmpty(alert.GetProperty("auditIds").EnumerateArray()));
        Assert.Equal(257, requirements.Select(one => one.GetProperty("id").GetString()).Distinct().Count());
        Assert.All(requirements, one => Assert.Contains(one.GetProperty("state").GetString(), States));
        Assert.Equal(requirements.Any(one => one.GetProperty("state").GetString() == "fail") ? 1 : 0, report.Exit);

        await PicketCommand.SucceedAsync(folder, "evidence", "export", "--out", "evidence");
        await PicketCommand.SucceedAsync(folder, "evidence", "verify", "evidence");
        FlipByte(folder.At("evidence/report.json"));
        var changed = await PicketCommand.RunAsync(folder, "evidence", "verify", "evidence");
        Assert.Equal(1, changed.Exit);
        Assert.Contains("'report.json' was changed", changed.Out, StringComparison.Ordinal);

        await PicketCommand.SucceedAsync(folder, "store", "verify");
        var segment = Directory.GetFiles(folder.At("data/segments"), "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        FlipByte(segment);
        var broken = await PicketCommand.RunAsync(folder, "store", "verify", "-o", "json");
        Assert.Equal(1, broken.Exit);
        Assert.Equal(Path.GetRelativePath(folder.Data, segment), broken.Json.GetProperty("firstBroken").GetString());
    }

    [Fact]
    public async Task A_file_loaded_twice_counts_as_duplicates_and_is_kept_once()
    {
        using var folder = new WorkFolder();
        var file = folder.At("audit.log");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 500).Select(number => AuditEvents.Read("twice", number)), TestContext.Current.CancellationToken);

        var first = await PicketCommand.SucceedAsync(folder, "ingest", file, "-o", "json");
        var second = await PicketCommand.SucceedAsync(folder, "ingest", file, "-o", "json");

        Assert.Equal((500, 500, 0), Counts(first));
        Assert.Equal((500, 0, 500), Counts(second));
        Assert.Equal(500, (await PicketCommand.QueryAsync(folder, "AKSAudit | summarize Rows = count()")).Number("Rows"));
    }

    private static (int Read, int Stored, int Duplicates) Counts(PicketCommand ingest) =>
        (ingest.Json.GetProperty("eventsRead").GetInt32(), ingest.Json.GetProperty("stored").GetInt32(), ingest.Json.GetProperty("duplicates").GetInt32());

    private static void FlipByte(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
