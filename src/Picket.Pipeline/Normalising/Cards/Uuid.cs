namespace Picket.Pipeline.Normalising.Cards;

/// <summary>Recognises UUIDs in the usual spelling: every audit event has several, and some are mostly digits.</summary>
internal static class Uuid
{
    private const int Length = 36;

    /// <summary>Whether the bytes from start to end lie within a UUID.</summary>
    public static bool Covers(ReadOnlySpan<byte> text, int start, int end)
    {
        for (var at = Math.Max(0, end - Length); at <= start && at + Length <= text.Length; at++)
        {
            if (IsUuid(text.Slice(at, Length)))
                return true;
        }

        return false;
    }

    private static bool IsUuid(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isRight = i is 8 or 13 or 18 or 23 ? text[i] == '-' : char.IsAsciiHexDigit((char)text[i]);
            if (!isRight)
                return false;
        }

        return true;
    }
}
