using System.Buffers;
using Picket.Core;

namespace Picket.Ingesting;

/// <summary>
/// Puts entries of files together into pieces that a request can carry. Each entry stays on its line of the file, because
/// the server counts lines to say where something is wrong: blank lines that reading skipped are put back. (Two documents on one line come to stand on two.)
/// </summary>
internal sealed class PieceCutter(int maxBytes)
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private string _origin = "";
    private long _first;
    private long _next;

    /// <summary>Takes an entry; the piece that was full before it, or null while there is room.</summary>
    public Piece? Add(in Entry entry)
    {
        var full = HasRoomFor(entry) ? null : Take();
        if (_bytes.WrittenCount == 0)
            (_origin, _first, _next) = (entry.Origin, entry.Line, entry.Line);
        while (_next < entry.Line)
            EndLine();
        _bytes.Write(entry.Bytes.Span);
        _next += entry.Bytes.Span.Count((byte)'\n');
        EndLine();
        return full;
    }

    /// <summary>What was taken since the last piece; null when that is nothing.</summary>
    public Piece? Take()
    {
        if (_bytes.WrittenCount == 0)
            return null;
        var piece = new Piece(_origin, _first, _bytes.WrittenSpan.ToArray());
        _bytes.ResetWrittenCount();
        return piece;
    }

    private bool HasRoomFor(in Entry entry) =>
        _bytes.WrittenCount == 0 || (entry.Origin == _origin
            && _bytes.WrittenCount + Math.Max(0, entry.Line - _next) + entry.Bytes.Length < maxBytes);

    private void EndLine()
    {
        _bytes.Write("\n"u8);
        _next++;
    }
}
