namespace Picket.Pipeline.Detecting.Matching;

/// <summary>A pattern with <c>*</c> (any text) and <c>?</c> (one character) over UTF-8; ASCII letters in either case unless cased.</summary>
internal sealed class WildcardMatcher(IReadOnlyList<PatternPart> parts, bool cased) : ValueMatcher
{
    private readonly PatternPart[] _parts = [.. parts];

    public override bool Matches(EventView view, ReadOnlySpan<byte> value)
    {
        // Greedy with one point of return: on a mismatch the latest star takes one more byte.
        int at = 0, part = 0, starPart = -1, starAt = 0;
        while (at < value.Length)
        {
            if (part < _parts.Length && _parts[part].Kind == PatternPartKind.AnyText)
            {
                starPart = part++;
                starAt = at;
            }
            else if (part < _parts.Length && Consume(value, _parts[part], ref at))
            {
                part++;
            }
            else if (starPart >= 0)
            {
                part = starPart + 1;
                at = ++starAt;
            }
            else
            {
                return false;
            }
        }

        while (part < _parts.Length && _parts[part].Kind == PatternPartKind.AnyText)
            part++;
        return part == _parts.Length;
    }

    private bool Consume(ReadOnlySpan<byte> value, PatternPart part, ref int at)
    {
        if (part.Kind == PatternPartKind.Byte)
        {
            if (cased ? value[at] != part.Value : Fold(value[at]) != Fold(part.Value))
                return false;
            at++;
            return true;
        }

        at++;
        while (at < value.Length && (value[at] & 0xC0) == 0x80)
            at++;
        return true;
    }

    private static byte Fold(byte letter) => letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;
}
