using System.Buffers;

namespace Picket.Pipeline.Collecting.AuditWebhook;

/// <summary>Reads a request's body into one pooled buffer, bounded, and cuts it into entries.</summary>
internal sealed class BodyReader(Stream body, BodyOrigin origin, int maxBytes) : IDisposable
{
    private const int FirstBytes = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _length;

    /// <summary>Whether the body holds nothing but white space.</summary>
    public bool IsEmpty => _buffer.AsSpan(0, _length).IndexOfAnyExcept(" \t\r\n"u8) < 0;

    /// <summary>Reads to the end; false when the body is longer than the bound.</summary>
    public async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        while (await body.ReadAsync(_buffer.AsMemory(_length), cancellationToken) is > 0 and var count)
        {
            _length += count;
            if (_length > maxBytes)
                return false;
            if (_length == _buffer.Length)
                Grow();
        }

        return true;
    }

    /// <summary>The entries, batch by batch, each with its own buffer.</summary>
    public IEnumerable<EntrySlice> Slices()
    {
        // A body within its bound is kept whole: what is cut off here would be acknowledged, and so lost.
        using var reader = new EntryReader(origin.Name, origin.LinesBefore, maxBytes);
        for (var at = 0; at < _length;)
        {
            var free = reader.Free();
            var count = Math.Min(free.Length, _length - at);
            _buffer.AsMemory(at, count).CopyTo(free);
            reader.Advance(count);
            at += count;
            while (reader.Cut(isEnd: at == _length) is { } slice)
                yield return slice;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
