using System.Text.Json;

namespace Picket.Pipeline.Collecting;

/// <summary>
/// Cuts a stream of bytes into entries: a line each, or, where a line opens a JSON document that goes on over further
/// lines, the document. A document that breaks off is cut into its lines, so that the stream finds its feet again at the
/// next line that opens one. An entry over the bound keeps only its beginning.
/// </summary>
internal sealed class EntryCutter(long line, int maxEntryBytes)
{
    /// <summary>The longest entry of a stream that is handed on whole, in bytes.</summary>
    public const int MaxEntryBytes = 16 * 1024 * 1024;

    /// <summary>How much of a longer entry is kept, in bytes.</summary>
    public const int KeptOfLongEntry = 128 * 1024;

    private const int MaxDepth = 256;

    private byte[]? _longHead;
    private long _longLength;

    /// <summary>Lines cut so far, those before the start included.</summary>
    public long Line { get; private set; } = line;

    /// <summary>Bytes from the start up to the border behind the last entry cut.</summary>
    public long CutBytes { get; private set; }

    /// <summary>
    /// Cuts entries off the front of the data, at most so many; returns how many bytes are done with. What is left must
    /// stand at the front of the next call's data. <paramref name="isEnd"/>: no more data follows.
    /// </summary>
    public int Cut(ReadOnlySpan<byte> data, bool isEnd, int maxPieces, List<EntryPiece> pieces)
    {
        var at = _longHead is null ? 0 : GoOnWithLong(data, isEnd, pieces);
        while (at < data.Length && pieces.Count < maxPieces)
        {
            var rest = data[at..];
            var length = rest.IndexOf((byte)'\n');
            if (length < 0 && rest.Length > maxEntryBytes)
                return at + StartLong(rest, isEnd, pieces);
            if (length < 0 && !isEnd)
                break;
            if (length < 0)
                length = rest.Length;

            var used = OpensDocument(rest[..length])
                ? CutDocument(rest, length, isEnd, pieces, at)
                : CutLine(rest, length, pieces, at);
            if (used == 0)
                break;
            at += used;
            CutBytes += used;
        }

        return at;
    }

    private static bool OpensDocument(ReadOnlySpan<byte> line)
    {
        if (line is [(byte)'{', .., (byte)'}'] or [])
            return false;
        line = Trim(line);
        return line is [(byte)'{' or (byte)'[', ..] && line[^1] is not ((byte)'}' or (byte)']');
    }

    private int CutLine(ReadOnlySpan<byte> rest, int length, List<EntryPiece> pieces, int at)
    {
        Line++;
        var text = rest[..length];
        if (text is [.., (byte)'\r'])
            text = text[..^1];
        if (text.Length > maxEntryBytes)
            pieces.Add(new(0, 0, Line, text.Length, text[..KeptOfLongEntry].ToArray()));
        else if (!text.IsEmpty)
            pieces.Add(new(at, text.Length, Line, 0, null));
        return Math.Min(length + 1, rest.Length);
    }

    // Zero: the document is not all there yet.
    private int CutDocument(ReadOnlySpan<byte> rest, int firstLine, bool isEnd, List<EntryPiece> pieces, int at)
    {
        var reader = new Utf8JsonReader(WithoutMark(rest), isFinalBlock: false, new(new JsonReaderOptions { MaxDepth = MaxDepth }));
        try
        {
            var isClosed = false;
            while (!isClosed && reader.Read())
                isClosed = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray && reader.CurrentDepth == 0;
            if (!isClosed)
                return isEnd || rest.Length > maxEntryBytes ? CutLine(rest, firstLine, pieces, at) : 0;
        }
        catch (JsonException)
        {
            return CutLine(rest, firstLine, pieces, at);
        }

        var end = rest.Length - WithoutMark(rest).Length + (int)reader.BytesConsumed;
        pieces.Add(new(at, end, Line + 1, 0, null));
        while (end < rest.Length && rest[end] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)',')
            end++;
        if (end < rest.Length && rest[end] == '\n')
            end++;
        Line += rest[..end].Count((byte)'\n');
        return end;
    }

    private int StartLong(ReadOnlySpan<byte> rest, bool isEnd, List<EntryPiece> pieces)
    {
        _longHead = rest[..KeptOfLongEntry].ToArray();
        _longLength = 0;
        return GoOnWithLong(rest, isEnd, pieces);
    }

    private int GoOnWithLong(ReadOnlySpan<byte> data, bool isEnd, List<EntryPiece> pieces)
    {
        var length = data.IndexOf((byte)'\n');
        _longLength += length < 0 ? data.Length : length;
        if (length < 0 && !isEnd)
            return data.Length;

        Line++;
        pieces.Add(new(0, 0, Line, _longLength, _longHead));
        _longHead = null;
        CutBytes += _longLength + (length < 0 ? 0 : 1);
        return length < 0 ? data.Length : length + 1;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) => text.StartsWith("\uFEFF"u8) ? text[3..] : text;

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line) => WithoutMark(line).Trim(" \t\r"u8);
}

/// <summary>
/// An entry within the data it was cut from. Of a long one, <c>Head</c> is its beginning and <c>CutFrom</c> its true
/// length; it has no place in the data.
/// </summary>
internal readonly record struct EntryPiece(int Start, int Length, long Line, long CutFrom, byte[]? Head);
