using Picket.Pipeline.Reporting.Ledger;

namespace Picket.Tests.Reporting;

/// <summary>A file on a disk that fills up: an append writes half of its bytes and fails while <see cref="IsFull"/>.</summary>
internal sealed class FaultyFile(string path) : ILedgerFile
{
    private readonly LedgerFile _file = new(path);

    public bool IsFull { get; set; }

    public long Length => _file.Length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _file.Append(IsFull ? bytes[..(bytes.Length / 2)] : bytes);
        if (IsFull) throw new IOException("No space left on device.");
    }

    public void Cut(long length) => _file.Cut(length);

    public Stream OpenRead() => _file.OpenRead();

    public void Dispose() => _file.Dispose();
}
