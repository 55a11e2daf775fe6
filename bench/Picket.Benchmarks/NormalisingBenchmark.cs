using System.IO.Compression;
using System.Text.Json;
using Picket.Core;
using Picket.Pipeline.Collecting.AuditFile;
using Picket.Pipeline.Normalising;
using Picket.Pipeline.Normalising.Cards;
using Picket.Pipeline.Normalising.Scope;

namespace Picket.Benchmarks;

/// <summary>
/// What normalising costs on one core, each step against bare tokenising of the same bytes in the same run, so that the
/// ratios hold on any machine.
/// </summary>
public static class NormalisingBenchmark
{
    private const int Rounds = 7;
    private const int BatchEntries = 4096;

    /// <summary>Runs over every <c>*.ndjson.gz</c> of the folder and writes a table; the best of some rounds counts.</summary>
    public static void Run(string corpusDir, TextWriter output)
    {
        var lines = Directory.GetFiles(corpusDir, "*.ndjson.gz").Order(StringComparer.Ordinal).SelectMany(ReadLines).ToArray();
        var bytes = lines.Sum(l => (long)l.Length);
        output.WriteLine($"{lines.Length} events, {bytes / (double)lines.Length:F0} bytes each");

        var tokenise = Best(() => Array.ForEach(lines, Tokenise));
        Report(output, "bare Utf8JsonReader", tokenise, tokenise, lines.Length, bytes);
        Report(output, "PAN guard", Best(() => Array.ForEach(lines, Guard)), tokenise, lines.Length, bytes);
        Report(output, "parse", Best(() => Array.ForEach(lines, Parse)), tokenise, lines.Length, bytes);
        Report(output, "parse + PAN guard", Best(() => Array.ForEach(lines, l => { Guard(l); Parse(l); })), tokenise, lines.Length, bytes);
        Report(output, "read from a file", BestOfReading(lines), tokenise, lines.Length, bytes);
        Report(output, "normalise", Best(() => Normalise(lines)), tokenise, lines.Length, bytes);
    }

    private static TimeSpan BestOfReading(byte[][] lines)
    {
        var folder = Directory.CreateTempSubdirectory("picket-bench-");
        var path = Path.Combine(folder.FullName, "audit.log");
        using (var file = File.Create(path))
        {
            foreach (var line in lines)
            {
                file.Write(line);
                file.WriteByte((byte)'\n');
            }
        }

        var best = Best(() => ReadFileAsync(path, lines.Length).GetAwaiter().GetResult());
        folder.Delete(recursive: true);
        return best;
    }

    private static async Task ReadFileAsync(string path, int expected)
    {
        var source = new AuditFileSource(
            new() { Name = "benchmark", Paths = [path], Follow = false }, TimeProvider.System,
            problem => throw new InvalidDataException(problem.Message));
        var entries = 0;
        await foreach (var batch in source.ReadAsync(new Dictionary<string, SourcePosition>(), CancellationToken.None))
        {
            entries += batch.Entries.Count;
            batch.Dispose();
        }

        if (entries != expected)
            throw new InvalidDataException($"{entries} entries were read instead of {expected}.");
    }

    // Processor time, not wall time: other work on the machine then changes little.
    private static TimeSpan Best(Action action) => Enumerable.Range(0, Rounds).Min(_ =>
    {
        var start = Environment.CpuUsage.TotalTime;
        action();
        return Environment.CpuUsage.TotalTime - start;
    });

    private static void Report(TextWriter output, string what, TimeSpan took, TimeSpan tokenise, int events, long bytes) =>
        output.WriteLine(
            $"{what,-20} {events / took.TotalSeconds,12:N0} events/s {bytes / took.TotalSeconds / 1e6,8:N0} MB/s  {took / tokenise,5:F2} x bare tokenising");

    private static void Tokenise(byte[] line)
    {
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
        {
        }
    }

    private static void Guard(byte[] line) => PanGuard.TryMaskJson(line, out _);

    private static void Parse(byte[] line)
    {
        if (!AuditEventReader.TryRead(line, out _, out var problem))
            throw new InvalidDataException(problem.Reason);
    }

    private static void Normalise(byte[][] lines)
    {
        CdeScope.TryCreate(new() { Namespaces = ["payments*"], Labels = ["pci-scope=cde"] }, out var scope, out _);
        var normaliser = new Normaliser(scope, TimeProvider.System, () => "benchmark");
        foreach (var chunk in lines.Chunk(BatchEntries))
        {
            using var batch = normaliser.Normalise(new("benchmark", [.. chunk.Select((l, i) => new Entry(l, "corpus", i))]));
            if (batch.Events.Count != chunk.Length)
                throw new InvalidDataException($"{batch.Quarantined.Count} events of the corpus were quarantined.");
        }
    }

    private static IEnumerable<byte[]> ReadLines(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return System.Text.Encoding.UTF8.GetBytes(line);
    }
}
