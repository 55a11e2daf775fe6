using System.IO.Compression;
using Picket.Core;
using Picket.Pipeline.Normalising;
using Picket.Storage.DuckDb;
using Xunit;

namespace Picket.Conformance.Kql;

/// <summary>Every query of <c>content/queries</c> has what a reader needs, and runs on the demo stream and on empty tables.</summary>
public sealed class SavedQueryTests
{
    private static readonly string Content = Path.Combine(AppContext.BaseDirectory, "content");

    // The demo stream is of this day.
    private static readonly DateTime Now = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    // What finds nothing in the demo stream, because it holds no such event.
    private static readonly string[] Quiet = ["secret-reads-first-seen", "new-addresses", "findings-by-requirement", "silent-sources", "control-plane-errors"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Saved_queries_run_on_the_demo_stream_and_on_empty_tables()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Content, "queries"), "*.kql").Order(StringComparer.Ordinal).ToList();
        var folder = Directory.CreateTempSubdirectory("picket-saved-");
        try
        {
            await using var empty = DuckDbStore.Open(new DuckDbOptions { Directory = Path.Combine(folder.FullName, "empty") }, TimeProvider.System);
            await using var filled = DuckDbStore.Open(new DuckDbOptions { Directory = Path.Combine(folder.FullName, "filled") }, TimeProvider.System);
            await FillAsync(filled);
            var problems = new List<string>();
            foreach (var file in files)
                await CheckAsync(file, empty, filled, problems);

            Assert.True(files.Count >= 25);
            Assert.Empty(problems);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task CheckAsync(string file, DuckDbStore empty, DuckDbStore filled, List<string> problems)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var text = await File.ReadAllTextAsync(file, Token);
        foreach (var field in new[] { "// title: ", "// why: ", "// pci: " }.Where(f => !text.Contains(f, StringComparison.Ordinal)))
            problems.Add($"{name} has no '{field.Trim()}'.");
        try
        {
            var nothing = await empty.QueryAsync(new QueryRequest(text) { Now = Now }, Token);
            var found = await filled.QueryAsync(new QueryRequest(text) { Now = Now }, Token);
            if (nothing.Rows.Count > 0)
                problems.Add($"{name} finds {nothing.Rows.Count} rows in empty tables.");
            if (found.Rows.Count == 0 && !Quiet.Contains(name))
                problems.Add($"{name} finds nothing in the demo stream.");
            problems.AddRange(found.Warnings.Select(w => $"{name} warns: {w}"));
        }
        catch (QueryException exception)
        {
            problems.Add($"{name}: {exception.Message}");
        }
    }

    private static async Task FillAsync(DuckDbStore store)
    {
        await using var packed = File.OpenRead(Path.Combine(Content, "demo", "attacks.ndjson.gz"));
        await using var stream = new GZipStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        var batch = new StoreBatch();
        while (await reader.ReadLineAsync(Token) is { } line)
        {
            Assert.True(AuditEventReader.TryRead(System.Text.Encoding.UTF8.GetBytes(line), out var e, out var problem), problem.Reason);
            e.Cluster = "demo";
            e.ReceivedTime = e.StageReceivedTime;
            batch.Events.Add(e);
        }

        await store.CommitAsync(batch, Token);
    }
}
