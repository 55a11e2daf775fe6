using System.Buffers;

namespace Picket.Pipeline.Normalising.Cards;

/// <summary>
/// Finds card numbers in any text: 13 to 19 digits of a known issuer that pass the Luhn check, in one piece or grouped as
/// cards print them, with one space, dash or plus between groups. Time grows linearly with the text.
/// </summary>
internal static class PanScanner
{
    public const int MinDigits = 13;
    public const int MaxDigits = 19;

    // Everything that can be part of an encoded digit, so that no escape is cut in two at a region's start.
    private static readonly SearchValues<byte> Region = SearchValues.Create("0123456789abcdefABCDEFu%\\ +-"u8);

    /// <summary>The card numbers, in text order and without overlap; null when there is none.</summary>
    public static List<PanMatch>? Find(ReadOnlySpan<byte> text)
    {
        List<PanMatch>? matches = null;
        var from = 0;
        while (from < text.Length)
        {
            var trigger = PanTrigger.Find(text, from);
            if (trigger < 0)
                break;

            var before = text[from..trigger].LastIndexOfAnyExcept(Region);
            var start = before < 0 ? from : from + before + 1;
            var after = text[trigger..].IndexOfAnyExcept(Region);
            var end = after < 0 ? text.Length : trigger + after;
            var chain = new DigitChain(text);
            chain.Scan(start, end, ref matches);
            from = end;
        }

        return matches;
    }
}
