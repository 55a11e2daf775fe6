using System.Buffers.Text;

namespace Picket.Pipeline.Normalising;

/// <summary>
/// Mends JSON escapes of half a surrogate pair (<c>\ud800</c>), which stand for no text: <c>Utf8JsonReader</c> throws when it
/// has to unescape one, and so do engines that read the JSON later. The API server records the bytes of a patch as they
/// came, so whoever may send one may write it. As Go does when it decodes, each becomes U+FFFD; nothing changes its place.
/// </summary>
internal static class SurrogateEscapes
{
    // \uXXXX
    private const int Length = 6;

    private static ReadOnlySpan<byte> Replacement => "\\ufffd"u8;

    /// <summary>The text mended; false, and no copy, when there is nothing to mend.</summary>
    public static bool TryMend(ReadOnlyMemory<byte> json, out ReadOnlyMemory<byte> mended)
    {
        mended = json;
        if (json.Span.IndexOf("\\ud"u8) < 0 && json.Span.IndexOf("\\uD"u8) < 0)
            return false;

        byte[]? copy = null;
        for (var at = NextEscape(json.Span, 0); at >= 0; at = NextEscape(json.Span, at))
        {
            var length = LengthOf(json.Span[at..], out var isHalf);
            if (isHalf)
                Replacement.CopyTo((copy ??= json.ToArray()).AsSpan(at));
            at += length;
        }

        mended = copy ?? json;
        return copy is not null;
    }

    private static int NextEscape(ReadOnlySpan<byte> text, int from) =>
        text[from..].IndexOf((byte)'\\') is var found and >= 0 ? from + found : -1;

    // A backslash before anything but 'u' takes one byte with it, another backslash above all.
    private static int LengthOf(ReadOnlySpan<byte> escape, out bool isHalf)
    {
        isHalf = false;
        if (!TryUnit(escape, out var first))
            return Math.Min(2, escape.Length);
        if (!char.IsSurrogate(first))
            return Length;

        var isPair = char.IsHighSurrogate(first) && TryUnit(escape[Length..], out var second) && char.IsLowSurrogate(second);
        isHalf = !isPair;
        return isPair ? 2 * Length : Length;
    }

    private static bool TryUnit(ReadOnlySpan<byte> text, out char unit)
    {
        unit = default;
        if (text is not [(byte)'\\', (byte)'u', _, _, _, _, ..]
            || !Utf8Parser.TryParse(text[2..Length], out ushort value, out var used, 'x') || used != Length - 2)
            return false;
        unit = (char)value;
        return true;
    }
}
