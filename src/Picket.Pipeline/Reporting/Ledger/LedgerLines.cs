namespace Picket.Pipeline.Reporting.Ledger;

/// <summary>Splits a ledger into lines without holding more than one of them.</summary>
internal static class LedgerLines
{
    private const int BlockBytes = 64 * 1024;

    /// <summary>Gets each whole line without its newline; false stops the reading.</summary>
    public delegate bool OnLine(ReadOnlySpan<byte> line);

    /// <summary>
    /// Reads at most <paramref name="length"/> bytes and returns how many of them belong to whole lines that were taken. A
    /// line over <see cref="LedgerLine.MaxBytes"/> is handed over cut, which no entry survives.
    /// </summary>
    public static long Read(Stream stream, long length, OnLine onLine)
    {
        var buffer = new byte[BlockBytes];
        var (held, taken) = (0, 0L);
        while (length > 0)
        {
            if (held == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            var count = stream.Read(buffer, held, (int)Math.Min(buffer.Length - held, length));
            if (count == 0) break;
            length -= count;
            held += count;
            var start = 0;
            for (int end; (end = buffer.AsSpan(start, held - start).IndexOf((byte)'\n')) >= 0; start += end + 1)
            {
                if (!onLine(buffer.AsSpan(start, end))) return taken;
                taken += end + 1;
            }

            buffer.AsSpan(start, held - start).CopyTo(buffer);
            held -= start;
            if (held <= LedgerLine.MaxBytes) continue;
            onLine(buffer.AsSpan(0, held));
            return taken;
        }

        return taken;
    }

    /// <summary>Hands over every line of bytes that are all in memory; what follows the last newline is one more.</summary>
    public static void Split(ReadOnlyMemory<byte> bytes, OnLine onLine)
    {
        var rest = bytes.Span;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            if (!onLine(end < 0 ? rest : rest[..end]) || end < 0) return;
            rest = rest[(end + 1)..];
        }
    }
}
