using System.Collections.Concurrent;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using Picket.Core;
using Picket.Folders;
using Picket.Tests.Web;
using Picket.Web.Api;
using Xunit;

namespace Picket.Tests.Cli;

/// <summary>Files are loaded through the server that runs on the data folder.</summary>
public sealed class IngestThroughServerTests
{
    [Fact]
    public async Task Pieces_arrive_with_their_origin_and_the_counts_are_added_up()
    {
        using var line = new CommandLine();
        var receiver = new RecordingReceiver();
        await using var host = await StartAsync(line, receiver);
        var plain = line.FileOf("a.log", "{\"a\":1}\n\n \n{\"b\":2}");
        var document = line.FileOf("b.json", "{\n  \"c\": [\n 3 ]\n}\n");

        var outcome = await line.RunAsync("ingest", plain, document, "-o", "jsonl");

        Assert.Equal(ExitCode.Ok, outcome.Exit);
        Assert.Equal(
            [$"{plain}|0|{{\"a\":1}}\n\n\n{{\"b\":2}}\n", $"{document}|0|{{\n  \"c\": [\n 3 ]\n}}\n"], receiver.Received.Order());
        Assert.StartsWith(
            "{\"eventsRead\":20,\"stored\":10,\"duplicates\":6,\"quarantined\":4,\"findings\":2,", outcome.Out, StringComparison.Ordinal);
        Assert.Empty(line.Local.Calls);
    }

    [Fact]
    public async Task A_compressed_file_is_sent_as_text_in_pieces_that_know_their_line()
    {
        using var line = new CommandLine();
        var receiver = new RecordingReceiver();
        await using var host = await StartAsync(line, receiver);
        var entry = $"{{\"a\":\"{new string('x', 3 << 20)}\"}}\n";
        var file = Path.Combine(line.Folder, "audit");
        await using (var gzip = new GZipStream(File.Create(file), CompressionLevel.Fastest))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(entry + entry + entry), TestContext.Current.CancellationToken);
        }

        var outcome = await line.RunAsync("ingest", file);

        Assert.Equal(ExitCode.Ok, outcome.Exit);
        Assert.Equal([$"{file}|0|{entry}", $"{file}|1|{entry}", $"{file}|2|{entry}"], receiver.Received.Order());
    }

    [Fact]
    public async Task A_piece_that_cannot_be_taken_now_is_sent_again()
    {
        using var line = new CommandLine();
        var receiver = new RecordingReceiver { Refusals = 2 };
        await using var host = await StartAsync(line, receiver);

        var running = line.RunAsync("ingest", line.FileOf("a.log", "{}"), "-o", "jsonl");
        var outcome = await AdvanceUntilAsync(line, running, TimeSpan.FromSeconds(1));

        Assert.Equal(ExitCode.Ok, outcome.Exit);
        Assert.Equal(3, receiver.Received.Count);
        Assert.StartsWith("{\"eventsRead\":10,", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_take_it_for_a_minute_is_given_up()
    {
        using var line = new CommandLine();
        await using var host = await StartAsync(line, new RecordingReceiver { Refusals = int.MaxValue });

        var running = line.RunAsync("ingest", line.FileOf("a.log", "{}"));
        var outcome = await AdvanceUntilAsync(line, running, TimeSpan.FromSeconds(5));

        Assert.Equal(ExitCode.CouldNotEvaluate, outcome.Exit);
        Assert.StartsWith("picket: PKT7003: The store cannot write now: full", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_too_long_to_send_is_left_out_and_named()
    {
        using var line = new CommandLine();
        var receiver = new RecordingReceiver();
        await using var host = await StartAsync(line, receiver);
        var file = line.FileOf("a.log", $"{{\"a\":1}}\n{new string('x', 17 << 20)}\n{{\"b\":2}}\n");

        var outcome = await line.RunAsync("ingest", file);

        Assert.Equal(ExitCode.CouldNotEvaluate, outcome.Exit);
        Assert.StartsWith($"warning: PKT7022: {file}:2: The entry has {17 << 20} bytes", outcome.Error, StringComparison.Ordinal);
        Assert.Equal([$"{file}|0|{{\"a\":1}}\n\n{{\"b\":2}}\n"], receiver.Received);
    }

    private static async Task<ApiHost> StartAsync(CommandLine line, RecordingReceiver receiver)
    {
        var host = await ApiHost.StartAsync(ApiHost.Guarded, ingest: receiver);
        Directory.CreateDirectory(line.Data);
        new ServerFile(host.Url, ApiHost.LocalToken, 1, KnownOperations.Noon).Write(line.Data);
        return host;
    }

    private static async Task<Outcome> AdvanceUntilAsync(CommandLine line, Task<Outcome> running, TimeSpan step)
    {
        while (await Task.WhenAny(running, Task.Delay(20, TestContext.Current.CancellationToken)) != running)
            line.Time.Advance(step);
        return await running;
    }

    private sealed class RecordingReceiver : IIngestReceiver
    {
        private int _asked;

        public ConcurrentQueue<string> Received { get; } = [];

        /// <summary>How many pieces are refused before one is taken.</summary>
        public int Refusals { get; init; }

        public async Task<WebhookReply> IngestAsync(
            PipeReader body, string origin, long linesBefore, CancellationToken cancellationToken)
        {
            using var reader = new StreamReader(body.AsStream(), Encoding.UTF8);
            Received.Enqueue($"{origin}|{linesBefore}|{await reader.ReadToEndAsync(cancellationToken)}");
            return Interlocked.Increment(ref _asked) <= Refusals
                ? WebhookReply.Unavailable("full", TimeSpan.FromSeconds(1))
                : WebhookReply.Committed(new KeptCounts(10, 5, 3, 2, 1));
        }
    }
}
