using System.Diagnostics;
using System.Text;
using Picket.EndToEnd.Running;

namespace Picket.EndToEnd.Crashes;

/// <summary>The process is taken away in the middle of its work: nothing acknowledged is lost, nothing is kept twice.</summary>
public sealed class KillTests
{
    private const int Kills = 4;
    private const int LinesToIngest = 80_000;

    // What the system reports of a process that SIGKILL (9) ended.
    private const int KilledExit = 128 + 9;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Every_line_of_a_growing_file_is_kept_once_through_kills()
    {
        using var folder = new WorkFolder();
        var random = new Random(20261);
        folder.Write("picket.yaml", "sources:\n  - name: api\n    kind: auditFile\n    paths: [logs/audit.log]\n    cluster: e2e\n");
        await using var log = new GrowingLog(folder.Write("logs/audit.log", ""), random);

        for (var kill = 0; kill < Kills; kill++)
        {
            await using var server = await PicketProcess.StartAsync(folder);
            for (var rounds = random.Next(2, 8); rounds > 0; rounds--)
            {
                await log.GrowAsync(random.Next(200, 3000), TestContext.Current.CancellationToken);
            }

            await server.KillAsync();
        }

        await using var last = await PicketProcess.StartAsync(folder);
        await log.EndLineAsync(TestContext.Current.CancellationToken);
        await Poll.UntilAsync($"{log.Lines} lines are kept", Patience,
            async () => await Kept.RowsAsync(folder) >= log.Lines, TestContext.Current.CancellationToken);
        await Kept.ExpectOnceAsync(folder, log.Lines);
        Assert.Equal(0, await last.StopAsync());
        await Kept.ExpectWholeAsync(folder);
    }

    [Fact]
    public async Task Every_event_the_webhook_acknowledged_is_kept_once_through_kills()
    {
        using var folder = new WorkFolder();
        var random = new Random(20262);
        var server = await PicketProcess.StartAsync(folder);
        var sender = new WebhookSender(server.Client, TestContext.Current.CancellationToken);
        for (var kill = 0; kill < Kills; kill++)
        {
            var enough = sender.Acknowledged + random.Next(5, 60);
            await Poll.UntilAsync($"{enough} bodies are acknowledged", Patience,
                () => Task.FromResult(sender.Acknowledged >= enough), TestContext.Current.CancellationToken);
            await server.KillAsync();
            var next = await PicketProcess.StartAsync(folder);
            sender.Turn(next.Client);
            await server.DisposeAsync();
            server = next;
        }

        await using var last = server;
        var bodies = await sender.FinishAsync();
        await Kept.ExpectOnceAsync(folder, bodies * WebhookSender.EventsInBody);
        var findings = await PicketCommand.QueryAsync(folder,
            "PicketFinding | where AuditId startswith 'lane' and RuleId == 'k8s-rbac-cluster-admin' | summarize Rows = count() by AuditId | summarize Rows = sum(Rows), Ids = count()");
        Assert.Equal((bodies, bodies), (findings.Number("Rows"), findings.Number("Ids")));
        Assert.Equal(0, await last.StopAsync());
        await Kept.ExpectWholeAsync(folder);
    }

    [Fact]
    public async Task A_bulk_load_killed_in_the_middle_is_completed_by_running_it_again()
    {
        using var folder = new WorkFolder();
        var file = folder.At("audit.log");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, LinesToIngest).Select(number => AuditEvents.Read("bulk", number)),
            TestContext.Current.CancellationToken);

        var interrupted = 0;
        // Killed when the folder has come to so many bytes: early, in the middle of a batch, and about where it seals.
        foreach (var bytes in new[] { 100_000, 8_000_000, 20_000_000 })
        {
            using var ingest = Process.Start(ProgramOutput.StartInfo(folder.Root, ["ingest", file]))!;
            new ProgramOutput().Listen(ingest);
            await Poll.UntilAsync($"the folder holds {bytes} bytes", Patience,
                () => Task.FromResult(ingest.HasExited || SizeOf(folder.Data) >= bytes), TestContext.Current.CancellationToken);
            ingest.Kill();
            await ingest.WaitForExitAsync(TestContext.Current.CancellationToken);
            interrupted += ingest.ExitCode == KilledExit ? 1 : 0;
        }

        await PicketCommand.SucceedAsync(folder, "ingest", file);

        Assert.True(interrupted >= 2, $"Only {interrupted} loads were killed before they had ended.");
        await Kept.ExpectOnceAsync(folder, LinesToIngest);
        await Kept.ExpectWholeAsync(folder);
    }

    private static long SizeOf(string folder) => !Directory.Exists(folder)
        ? 0
        : new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Exists ? file.Length : 0);

    /// <summary>A log that its writer flushes where it likes, also in the middle of a line.</summary>
    private sealed class GrowingLog(string path, Random random) : IAsyncDisposable
    {
        private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        private byte[] _rest = [];

        public int Lines { get; private set; }

        public async Task GrowAsync(int lines, CancellationToken cancellationToken)
        {
            var text = new StringBuilder();
            for (var line = 0; line < lines; line++)
            {
                text.Append(AuditEvents.Read("file", Lines++)).Append('\n');
            }

            byte[] bytes = [.. _rest, .. Encoding.UTF8.GetBytes(text.ToString())];
            var cut = bytes.Length - random.Next(0, 400);
            await _file.WriteAsync(bytes.AsMemory(0, cut), cancellationToken);
            await _file.FlushAsync(cancellationToken);
            _rest = bytes[cut..];
            await Task.Delay(random.Next(0, 60), cancellationToken); // the kill falls anywhere, also into the reading
        }

        public async Task EndLineAsync(CancellationToken cancellationToken)
        {
            await _file.WriteAsync(_rest, cancellationToken);
            await _file.FlushAsync(cancellationToken);
            _rest = [];
        }

        public ValueTask DisposeAsync() => _file.DisposeAsync();
    }
}
