namespace Picket.Pipeline.Normalising.Cards;

/// <summary>
/// Finds what follows the card number on a magnetic track: expiry, service code and discretionary data with the
/// verification value (ISO/IEC 7813). None of it may be kept, so all its digits are masked.
/// </summary>
internal static class TrackData
{
    // Expiry and service code.
    private const int MinDigits = 7;
    private const int MaxName = 26;

    /// <summary>The digits' bytes, right behind a card number that ends at <paramref name="end"/>; empty where there are none.</summary>
    public static Range Find(ReadOnlySpan<byte> text, int end)
    {
        var start = text[end..] switch
        {
            [(byte)'=', ..] => end + 1,
            [(byte)'%', (byte)'3', (byte)'D' or (byte)'d', ..] => end + 3,
            [(byte)'^', ..] => AfterName(text, end + 1),
            _ => end,
        };
        var rest = text[start..];
        var length = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        length = length < 0 ? rest.Length : length;
        return start > end && length >= MinDigits ? start..(start + length) : default;
    }

    private static int AfterName(ReadOnlySpan<byte> text, int start)
    {
        var name = text[start..Math.Min(text.Length, start + MaxName + 1)].IndexOf((byte)'^');
        return name < 0 ? text.Length : start + name + 1;
    }
}
