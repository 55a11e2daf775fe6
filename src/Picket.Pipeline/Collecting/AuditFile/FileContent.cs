using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Picket.Pipeline.Collecting.AuditFile;

/// <summary>A file's text, decompressed where it is gzip (which its first bytes tell, not its name).</summary>
internal sealed class FileContent : IDisposable
{
    private const int SkipBytes = 256 * 1024;

    private readonly FileStream _file;
    private readonly byte[] _first = new byte[FilePosition.DigestBytes];
    private Stream _text;

    // Without this a gzip stream that breaks off looks like one that ends, and its torn last line like a whole one.
    static FileContent() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    private FileContent(FileStream file, FileId id)
    {
        _file = file;
        _text = file;
        Id = id;
    }

    /// <summary>Which file it is.</summary>
    public FileId Id { get; }

    /// <summary>Whether the file is compressed; such a file is written once and does not grow.</summary>
    public bool IsCompressed { get; private set; }

    /// <summary>Bytes of text read so far.</summary>
    public long Offset { get; private set; }

    /// <summary>The file's length on disk.</summary>
    public long Length => RandomAccess.GetLength(_file.SafeFileHandle);

    /// <summary>Opens a file so that its writer can go on writing, renaming and deleting it.</summary>
    public static FileContent Open(string path)
    {
        var file = new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            var content = new FileContent(file, FileId.Of(file));
            content.Rewind();
            return content;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Goes back to the first byte.</summary>
    public void Rewind()
    {
        Span<byte> magic = stackalloc byte[2];
        IsCompressed = RandomAccess.Read(_file.SafeFileHandle, magic, 0) == 2 && magic is [0x1F, 0x8B];
        _file.Position = 0;
        _text = IsCompressed ? new GZipStream(_file, CompressionMode.Decompress, leaveOpen: true) : _file;
        Offset = 0;
    }

    /// <summary>Reads on; 0 at the end of what is there.</summary>
    public int Read(Span<byte> buffer)
    {
        var count = _text.Read(buffer);
        if (Offset < _first.Length)
            buffer[..(int)Math.Min(count, _first.Length - Offset)].CopyTo(_first.AsSpan((int)Offset));
        Offset += count;
        return count;
    }

    /// <summary>
    /// Goes to the position when this is the file, or holds the text, that it was saved for. Otherwise false, and the
    /// content must be rewound.
    /// </summary>
    public bool TrySeek(FilePosition position)
    {
        Rewind();
        if (!IsCompressed && Length < position.Offset)
            return false;
        if (Digest(HeadBytes(position.Offset)) != position.Head)
            return false;
        if (position.Tail.Length == 0 || position.Offset < 2 * FilePosition.DigestBytes)
            return TrySkipTo(position.Offset);
        return TrySkipTo(position.Offset - FilePosition.DigestBytes) && Digest(FilePosition.DigestBytes) == position.Tail;
    }

    /// <summary>What to save when the text was cut up to the offset.</summary>
    public FilePosition PositionAt(string path, long offset, long line)
    {
        var count = HeadBytes(offset);
        // Compressed text cannot be read backwards; its head must do, and such files do not change.
        var tail = IsCompressed ? "" : DigestAt(offset - count, count);
        return new(path, offset, line, Hash(_first.AsSpan(0, count)), tail);
    }

    /// <summary>Whether the file was cut, or written anew, below what was read of it.</summary>
    public bool IsTruncated()
    {
        if (IsCompressed || Offset == 0)
            return false;
        var length = Length;
        var count = HeadBytes(Offset);
        return length < Offset || (length > Offset && DigestAt(0, count) != Hash(_first.AsSpan(0, count)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsCompressed)
            _text.Dispose();
        _file.Dispose();
    }

    private static int HeadBytes(long offset) => (int)Math.Min(offset, FilePosition.DigestBytes);

    private string Digest(int count)
    {
        Span<byte> bytes = stackalloc byte[FilePosition.DigestBytes];
        var filled = 0;
        while (filled < count && Read(bytes[filled..count]) is > 0 and var read)
            filled += read;
        return Hash(bytes[..filled]);
    }

    private string DigestAt(long offset, int count)
    {
        Span<byte> bytes = stackalloc byte[FilePosition.DigestBytes];
        var filled = RandomAccess.Read(_file.SafeFileHandle, bytes[..count], offset);
        return Hash(bytes[..filled]);
    }

    private static string Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash[..16]);
    }

    private bool TrySkipTo(long offset)
    {
        if (!IsCompressed)
        {
            _file.Position = offset;
            Offset = offset;
            return true;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(SkipBytes);
        while (Offset < offset && Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, offset - Offset))) > 0)
        {
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return Offset == offset;
    }
}
