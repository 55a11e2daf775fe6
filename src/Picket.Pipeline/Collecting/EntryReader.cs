using System.Buffers;
using Picket.Core;

namespace Picket.Pipeline.Collecting;

/// <summary>
/// Collects the bytes of one stream and hands them out as batches of entries. The entries of a full batch point into the
/// very buffer that was read into; nothing is copied but the piece of a line at its end.
/// </summary>
internal sealed class EntryReader(string origin, long line, int maxEntryBytes = EntryCutter.MaxEntryBytes) : IDisposable
{
    /// <summary>How much is read at once, and about the most bytes of a batch unless one entry is longer.</summary>
    public const int ChunkBytes = 1024 * 1024;

    /// <summary>The most entries of a batch.</summary>
    public const int MaxEntries = 4096;

    private const int MinFree = 64 * 1024;

    private readonly EntryCutter _cutter = new(line, maxEntryBytes);
    private readonly List<EntryPiece> _pieces = [];
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
    private int _start;
    private int _end;

    /// <summary>Lines handed out, those before the start included.</summary>
    public long Line => _cutter.Line;

    /// <summary>Bytes handed out since the start; always a border between entries.</summary>
    public long CutBytes => _cutter.CutBytes;

    /// <summary>Room to read into; tell with <see cref="Advance"/> how much came.</summary>
    public Memory<byte> Free()
    {
        if (_start == _end)
            Reset();
        if (_buffer.Length - _end < MinFree)
            MakeRoom();
        return _buffer.AsMemory(_end);
    }

    /// <summary>So many bytes were read into <see cref="Free"/>.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>The next entries, or null until more is read. <paramref name="isEnd"/>: nothing more will be.</summary>
    public EntrySlice? Cut(bool isEnd)
    {
        _pieces.Clear();
        var used = _cutter.Cut(_buffer.AsSpan(_start, _end - _start), isEnd, MaxEntries, _pieces);
        var first = _start;
        _start += used;
        if (_pieces.Count == 0)
            return null;

        var (bytes, rented) = HandOver(first, used);
        var entries = new Entry[_pieces.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            var piece = _pieces[i];
            var slice = piece.Head ?? bytes.Slice(piece.Start, piece.Length);
            entries[i] = new(slice, origin, piece.Line) { CutFrom = piece.CutFrom };
        }

        return new(entries, new PooledBuffer(rented).Release);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
    }

    // A batch that fills little of the buffer takes a copy: a slow stream must not hold a large buffer per batch.
    private (ReadOnlyMemory<byte> Bytes, byte[] Rented) HandOver(int first, int used)
    {
        if (used < _buffer.Length / 4)
        {
            var copy = ArrayPool<byte>.Shared.Rent(used);
            _buffer.AsSpan(first, used).CopyTo(copy);
            return (copy.AsMemory(0, used), copy);
        }

        var full = _buffer;
        Move(ChunkBytes);
        return (full.AsMemory(first, used), full);
    }

    private void Reset()
    {
        _start = _end = 0;
        if (_buffer.Length <= 2 * ChunkBytes)
            return;

        // One long entry must not hold its large buffer for as long as the stream lives.
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
    }

    private void MakeRoom()
    {
        var pending = _end - _start;
        if (pending <= _buffer.Length / 2)
        {
            _buffer.AsSpan(_start, pending).CopyTo(_buffer);
            (_start, _end) = (0, pending);
            return;
        }

        var small = _buffer;
        Move(_buffer.Length * 2);
        ArrayPool<byte>.Shared.Return(small);
    }

    private void Move(int size)
    {
        var pending = _end - _start;
        var next = ArrayPool<byte>.Shared.Rent(Math.Max(size, pending + MinFree));
        _buffer.AsSpan(_start, pending).CopyTo(next);
        (_buffer, _start, _end) = (next, 0, pending);
    }
}

/// <summary>Entries and what gives their buffer back.</summary>
internal sealed record EntrySlice(IReadOnlyList<Entry> Entries, Action Release);

/// <summary>A buffer that goes back to the pool once, however often it is released: twice would give it to two owners.</summary>
internal sealed class PooledBuffer(byte[] buffer)
{
    private byte[]? _buffer = buffer;

    public void Release()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } held)
            ArrayPool<byte>.Shared.Return(held);
    }
}
