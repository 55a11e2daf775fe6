namespace Picket.Pipeline.Normalising.Cards;

/// <summary>What a few bytes of text mean to somebody who looks for card numbers.</summary>
internal enum CardUnitKind { Other, Digit, Separator }

/// <summary>A digit, a separator or something else, in plain text, as a JSON escape or percent-encoded.</summary>
internal readonly record struct CardUnit(CardUnitKind Kind, int Length, int Digit);

/// <summary>Reads text unit by unit: <c>4</c>, <c>\u0034</c> and <c>%34</c> are the same digit.</summary>
internal static class CardText
{
    // JSON within JSON doubles its backslashes at each level.
    private const int MaxBackslashes = 8;

    public static CardUnit Read(ReadOnlySpan<byte> text, int at) => text[at] switch
    {
        >= (byte)'0' and <= (byte)'9' and var digit => new(CardUnitKind.Digit, 1, digit - '0'),
        (byte)' ' or (byte)'-' or (byte)'+' => new(CardUnitKind.Separator, 1, 0),
        (byte)'%' => Percent(text, at),
        (byte)'\\' => Escape(text, at),
        _ => new(CardUnitKind.Other, 1, 0),
    };

    /// <summary>Whether an escape that matters to card numbers starts here.</summary>
    public static bool IsEncoded(ReadOnlySpan<byte> text, int at) =>
        Read(text, at) is { Kind: not CardUnitKind.Other };

    /// <summary>Replaces the digit at the place by a star, in the spelling it has.</summary>
    public static void Star(Span<byte> text, int at, int length)
    {
        if (length == 1)
        {
            text[at] = (byte)'*';
            return;
        }

        // '*' is U+002A, so only the last two characters of \u0034 or %34 change.
        text[at + length - 2] = (byte)'2';
        text[at + length - 1] = (byte)'A';
    }

    private static CardUnit Percent(ReadOnlySpan<byte> text, int at)
    {
        if (at + 2 >= text.Length || !char.IsAsciiHexDigit((char)text[at + 1]) || !char.IsAsciiHexDigit((char)text[at + 2]))
            return new(CardUnitKind.Other, 1, 0);

        // Magnetic track 1 starts with "%B" and the card number. In a URI %B4 only follows another encoded byte.
        var isTrack = text[at + 1] == 'B' && (at < 3 || text[at - 3] != '%');
        return isTrack ? new(CardUnitKind.Other, 2, 0) : FromHex(text[at + 1], text[at + 2], 3);
    }

    private static CardUnit Escape(ReadOnlySpan<byte> text, int at)
    {
        var u = at + 1;
        while (u < text.Length && u - at < MaxBackslashes && text[u] == '\\')
            u++;
        if (u + 4 >= text.Length || text[u] != 'u')
            return new(CardUnitKind.Other, u - at, 0);

        var length = u + 5 - at;
        return text[u + 1] == '0' && text[u + 2] == '0'
            ? FromHex(text[u + 3], text[u + 4], length)
            : new(CardUnitKind.Other, length, 0);
    }

    private static CardUnit FromHex(byte high, byte low, int length) => (high, (byte)(low | 0x20)) switch
    {
        ((byte)'3', _) when char.IsAsciiDigit((char)low) => new(CardUnitKind.Digit, length, low - '0'),
        ((byte)'2', (byte)'0' or (byte)'d' or (byte)'b') => new(CardUnitKind.Separator, length, 0),
        _ => new(CardUnitKind.Other, length, 0),
    };
}
