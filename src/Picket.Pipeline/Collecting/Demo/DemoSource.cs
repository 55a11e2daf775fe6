using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Picket.Core;

namespace Picket.Pipeline.Collecting.Demo;

/// <summary>
/// Plays a recorded audit stream (gzipped, an event a line): its times are shifted so that the last event happens when the
/// playing ends, and its pace is kept, scaled to the wanted length.
/// </summary>
public sealed class DemoSource(string path, TimeSpan length, string cluster, TimeProvider clock) : ISource
{
    private const int Steps = 100;
    private const int TimeLength = 27;
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.ffffffZ";

    private static readonly byte[][] TimeFields = [.. new[] { "requestReceivedTimestamp", "stageTimestamp" }.Select(f => Encoding.ASCII.GetBytes($"\"{f}\":\""))];

    /// <inheritdoc/>
    public string Name => "demo";

    /// <inheritdoc/>
    public string Kind => "demo";

    /// <inheritdoc/>
    public async IAsyncEnumerable<EntryBatch> ReadAsync(
        IReadOnlyDictionary<string, SourcePosition> saved, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = await ReadLinesAsync(cancellationToken);
        var times = lines.Select(line => TimeOf(line) ?? DateTime.MinValue).ToList();
        var (first, last) = (times.Where(t => t > DateTime.MinValue).Min(), times.Max());
        var started = clock.GetUtcNow().UtcDateTime;
        var shift = started + length - last;
        var next = 0;
        for (var step = 1; step <= Steps; step++)
        {
            var until = first + ((last - first) * ((double)step / Steps));
            var entries = new List<Entry>();
            for (; next < lines.Count && (times[next] <= until || step == Steps); next++)
                entries.Add(new Entry(Shift(lines[next], shift), path, next + 1));
            if (entries.Count > 0)
                yield return new EntryBatch(Name, entries) { Cluster = cluster };
            var wait = started + (length * ((double)step / Steps)) - clock.GetUtcNow().UtcDateTime;
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private async Task<List<byte[]>> ReadLinesAsync(CancellationToken cancellationToken)
    {
        await using var zip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var text = new MemoryStream();
        await zip.CopyToAsync(text, cancellationToken);
        var bytes = text.ToArray();
        var lines = new List<byte[]>();
        foreach (var range in bytes.AsSpan().Split((byte)'\n'))
        {
            if (range.End.Value > range.Start.Value)
                lines.Add(bytes[range]);
        }

        return lines;
    }

    private static DateTime? TimeOf(byte[] line)
    {
        var at = line.AsSpan().IndexOf(TimeFields[1]);
        return at >= 0 && TryTime(line.AsSpan(at + TimeFields[1].Length), out var time) ? time : null;
    }

    // The recording writes every time with six digits and 'Z', so a shifted time has the same length.
    private static byte[] Shift(byte[] line, TimeSpan shift)
    {
        foreach (var field in TimeFields)
        {
            var at = line.AsSpan().IndexOf(field);
            if (at < 0 || !TryTime(line.AsSpan(at + field.Length), out var time))
                continue;
            Encoding.ASCII.GetBytes((time + shift).ToString(TimeFormat, System.Globalization.CultureInfo.InvariantCulture), line.AsSpan(at + field.Length));
        }

        return line;
    }

    private static bool TryTime(ReadOnlySpan<byte> text, out DateTime time)
    {
        time = default;
        return text.Length >= TimeLength
            && DateTime.TryParseExact(Encoding.ASCII.GetString(text[..TimeLength]), TimeFormat,
                System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal, out time);
    }
}
