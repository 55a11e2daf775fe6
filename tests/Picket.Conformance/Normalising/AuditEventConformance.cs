using System.Text;
using Picket.Core;
using Picket.Pipeline.Collecting;
using Picket.Pipeline.Collecting.AuditFile;
using Picket.Pipeline.Normalising;
using Picket.Pipeline.Normalising.Scope;
using Xunit;

namespace Picket.Conformance.Normalising;

/// <summary>Reads every recorded audit event there is, as <c>picket ingest</c> would: files in, events out.</summary>
public sealed class AuditEventConformance
{
    private const int RecordedEvents = 90_430;

    [Fact]
    public async Task Every_recorded_audit_event_is_read()
    {
        var corpora = Folder();
        if (corpora is null)
            Assert.Skip("The shared corpora are not here: set PICKET_CORPORA to their folder.");

        List<Result> results =
        [
            await ReadAsync(corpora, "audit-corpus/*.ndjson.gz", RecordedEvents),
            .. await EachAsync(corpora, "corpora/falco-audit", "*.json"),
            .. await EachAsync(corpora, "corpora/aks", "sample_EventHubs_event.json"),
        ];

        var (passed, expected) = (results.Sum(r => r.Events), results.Sum(r => r.Events + r.Failures.Count));
        Write("audit-events-read", results.SelectMany(r => r.Failures));
        TestContext.Current.TestOutputHelper?.WriteLine($"corpus audit-events-read: {passed} of {expected}");
        Console.WriteLine($"corpus audit-events-read: {passed} of {expected}");
        Assert.Empty(results.SelectMany(r => r.Failures));
        Assert.Equal(RecordedEvents, results[0].Events);
        Assert.Equal(0, results.Sum(r => r.CardNumbers));
    }

    private static async Task<List<Result>> EachAsync(string corpora, string folder, string pattern)
    {
        var results = new List<Result>();
        foreach (var file in Directory.GetFiles(Path.Combine(corpora, folder), pattern).Order(StringComparer.Ordinal))
            results.Add(await ReadAsync(corpora, Path.GetRelativePath(corpora, file), atLeast: 1));
        return results;
    }

    private static async Task<Result> ReadAsync(string corpora, string pattern, int atLeast)
    {
        var failures = new List<string>();
        CdeScope.TryCreate(new() { Labels = ["pci-scope=cde"] }, out var scope, out _);
        var normaliser = new Normaliser(scope, TimeProvider.System, () => Guid.NewGuid().ToString());
        var source = new AuditFileSource(
            new() { Name = "corpus", Paths = [Path.Combine(corpora, pattern)], Follow = false }, TimeProvider.System,
            problem => failures.Add(problem.Message));
        var (events, cards) = (0, 0);
        await foreach (var batch in source.ReadAsync(new Dictionary<string, SourcePosition>(), TestContext.Current.CancellationToken))
        {
            using var result = normaliser.Normalise(batch);
            events += result.Events.Count;
            cards += result.Findings.Count;
            failures.AddRange(result.Quarantined.Select(q => $"{q.Origin}:{q.Line}: {q.Code}: {q.Reason}"));
        }

        if (events < atLeast)
            failures.Add($"{pattern}: {events} events instead of {atLeast}");
        return new(events, cards, failures);
    }

    private static string? Folder()
    {
        var configured = Environment.GetEnvironmentVariable("PICKET_CORPORA");
        var folder = configured ?? Path.Combine(Root(), "..", "shared");
        return Directory.Exists(Path.Combine(folder, "audit-corpus")) ? Path.GetFullPath(folder) : null;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Picket.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("No folder above the tests holds Picket.slnx.");
    }

    private static void Write(string name, IEnumerable<string> failures)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Root(), "artifacts", "conformance"));
        File.WriteAllLines(Path.Combine(folder.FullName, name + ".txt"), failures, Encoding.UTF8);
    }

    private sealed record Result(int Events, int CardNumbers, List<string> Failures);
}
