using System.IO.Compression;

namespace Picket.Benchmarks;

/// <summary>Recorded audit events in memory, one a slice.</summary>
internal sealed record AuditCorpus(byte[] Bytes, IReadOnlyList<ReadOnlyMemory<byte>> Lines)
{
    public double MeanBytes => Lines.Average(l => (double)l.Length);

    /// <summary>Reads the whole corpus, or only so many of its smaller events that the mean is about the given size.</summary>
    public static AuditCorpus Load(string directory, double? meanBytes)
    {
        using var text = new MemoryStream();
        foreach (var name in new[] { "benign.ndjson.gz", "attacks.ndjson.gz" })
        {
            using var zip = new GZipStream(File.OpenRead(Path.Combine(directory, name)), CompressionMode.Decompress);
            zip.CopyTo(text);
        }

        var bytes = text.ToArray();
        var lines = new List<ReadOnlyMemory<byte>>();
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            if (range.End.Value > range.Start.Value)
                lines.Add(bytes.AsMemory(range));
        }

        return new(bytes, meanBytes is { } mean ? Small(lines, mean) : lines);
    }

    private static List<ReadOnlyMemory<byte>> Small(List<ReadOnlyMemory<byte>> lines, double mean)
    {
        var limit = lines.Select(l => l.Length).OrderDescending()
            .First(size => lines.Where(l => l.Length <= size).Average(l => (double)l.Length) <= mean);
        return [.. lines.Where(l => l.Length <= limit)];
    }
}
