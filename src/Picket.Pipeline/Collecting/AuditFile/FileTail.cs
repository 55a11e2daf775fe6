using Picket.Core;

namespace Picket.Pipeline.Collecting.AuditFile;

/// <summary>One file being read: gives batches, knows its position, notices when it was truncated.</summary>
internal sealed class FileTail : IDisposable
{
    private readonly FileContent _content;
    private EntryReader _reader;
    private long _base;

    private FileTail(string path, FileContent content, FilePosition? resumed)
    {
        Path = path;
        _content = content;
        _base = resumed?.Offset ?? 0;
        IsResumed = resumed is not null;
        _reader = new(path, resumed?.Line ?? 0);
    }

    /// <summary>Where the file is now; rotation may move it.</summary>
    public string Path { get; set; }

    /// <summary>Which file it is.</summary>
    public FileId Id => _content.Id;

    /// <summary>Whether it is compressed, and so complete.</summary>
    public bool IsCompressed => _content.IsCompressed;

    /// <summary>Whether it was opened at a saved position.</summary>
    public bool IsResumed { get; }

    /// <summary>Whether there may be more than was read.</summary>
    public bool HasMore => IsCompressed || Length > _content.Offset;

    /// <summary>Length on disk.</summary>
    public long Length => _content.Length;

    /// <summary>The file that must be read to its end before this one: the one that stood here before.</summary>
    public FileTail? After { get; set; }

    /// <summary>When another file was first seen in this one's place; null while it stands where it stood.</summary>
    public DateTimeOffset? Replaced { get; set; }

    /// <summary>Whether the last read found nothing more.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>How far it was handed out.</summary>
    public FilePosition Position => _content.PositionAt(Path, _base + _reader.CutBytes, _reader.Line);

    /// <summary>Opens a file and goes to the first of the positions that was saved for its content, else to its start.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="InvalidDataException">It is compressed, and broken.</exception>
    public static FileTail Open(string path, Func<FileId, IEnumerable<FilePosition>> candidates)
    {
        var content = FileContent.Open(path);
        try
        {
            var resumed = candidates(content.Id).FirstOrDefault(content.TrySeek);
            if (resumed is null)
                content.Rewind();
            return new(path, content, resumed);
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The next entries, or null where there are none now. <paramref name="isLast"/>: the writer is done, so a last line
    /// without a newline is an entry.
    /// </summary>
    public EntrySlice? Read(bool isLast)
    {
        IsAtEnd = false;
        while (true)
        {
            if (_reader.Cut(isEnd: false) is { } slice)
                return slice;
            var count = _content.Read(_reader.Free().Span);
            if (count == 0)
            {
                IsAtEnd = true;
                return isLast ? _reader.Cut(isEnd: true) : null;
            }

            _reader.Advance(count);
        }
    }

    /// <summary>Whether the file was cut below what was read of it.</summary>
    public bool IsTruncated() => _content.IsTruncated();

    /// <summary>What was read and not handed out yet: a line without its newline.</summary>
    public EntrySlice? TakeRest() => _reader.Cut(isEnd: true);

    /// <summary>Starts over, after a truncation.</summary>
    public void Restart()
    {
        _content.Rewind();
        _reader.Dispose();
        _reader = new(Path, line: 0);
        _base = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _content.Dispose();
    }
}
