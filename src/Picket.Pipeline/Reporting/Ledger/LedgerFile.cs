namespace Picket.Pipeline.Reporting.Ledger;

/// <summary>The bytes of a ledger on disk.</summary>
internal interface ILedgerFile : IDisposable
{
    /// <summary>Its length in bytes.</summary>
    long Length { get; }

    /// <summary>Writes at the end and waits until the bytes are on disk.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Takes away everything after the length.</summary>
    void Cut(long length);

    /// <summary>Opens it for reading from its beginning.</summary>
    Stream OpenRead();
}

/// <inheritdoc/>
internal sealed class LedgerFile(string path) : ILedgerFile
{
    // Unbuffered: what Append was given has reached the system when it returns or throws.
    private readonly FileStream _stream = new(path, new FileStreamOptions
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        Share = FileShare.Read,
        BufferSize = 0,
    });

    public long Length => _stream.Length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _stream.Seek(0, SeekOrigin.End);
        _stream.Write(bytes);
        _stream.Flush(flushToDisk: true);
    }

    public void Cut(long length)
    {
        _stream.SetLength(length);
        _stream.Flush(flushToDisk: true);
    }

    public Stream OpenRead() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);

    public void Dispose() => _stream.Dispose();
}
