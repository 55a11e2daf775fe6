namespace Picket.Pipeline.Normalising.Cards;

/// <summary>Groups of digits that stand one separator apart, judged window by window.</summary>
internal ref struct DigitChain(ReadOnlySpan<byte> text)
{
    // A chain is judged when it is this long, so that a text of nothing but digits and spaces needs no memory.
    private const int MaxGroups = 256;

    private readonly ReadOnlySpan<byte> _text = text;
    private readonly List<DigitGroup> _groups = [];
    private bool _isAfterSeparator;

    /// <summary>Reads the bytes from start to end and adds the card numbers found.</summary>
    public void Scan(int start, int end, ref List<PanMatch>? matches)
    {
        var at = start;
        while (at < end)
        {
            var unit = CardText.Read(_text, at);
            if (unit.Kind == CardUnitKind.Digit)
            {
                at = ReadGroup(at);
                continue;
            }

            if (unit.Kind == CardUnitKind.Other || _isAfterSeparator)
                Judge(ref matches, keep: 0);
            else if (_groups.Count >= MaxGroups)
                Judge(ref matches, keep: CardGroupings.MaxGroups - 1);
            _isAfterSeparator = unit.Kind == CardUnitKind.Separator;
            at += unit.Length;
        }

        Judge(ref matches, keep: 0);
    }

    private int ReadGroup(int start)
    {
        var (at, digits) = (start, 0);
        while (at < _text.Length && CardText.Read(_text, at) is { Kind: CardUnitKind.Digit } unit)
        {
            at += unit.Length;
            digits++;
        }

        _groups.Add(new(start, at, digits));
        _isAfterSeparator = false;
        return at;
    }

    // The groups kept may still begin a number that the groups to come complete.
    private readonly void Judge(ref List<PanMatch>? matches, int keep)
    {
        var i = 0;
        while (i < _groups.Count - keep)
        {
            var taken = TryWindows(i, out var match);
            if (taken > 0)
                (matches ??= []).Add(match);
            i += Math.Max(taken, 1);
        }

        _groups.RemoveRange(0, i);
    }

    // The longest window first: four groups of four with three more digits are one number before they are two.
    private readonly int TryWindows(int first, out PanMatch match)
    {
        for (var count = Math.Min(CardGroupings.MaxGroups, _groups.Count - first); count > 0; count--)
        {
            var window = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_groups).Slice(first, count);
            if (CardGroupings.IsPlausible(window) && IsCard(window[0].Start, window[^1].End, out match))
                return count;
        }

        match = default;
        return 0;
    }

    private readonly bool IsCard(int start, int end, out PanMatch match)
    {
        var (sum, firstSix, digits) = (0, 0, 0);
        Span<byte> values = stackalloc byte[PanScanner.MaxDigits];
        for (var at = start; at < end;)
        {
            var unit = CardText.Read(_text, at);
            at += unit.Length;
            if (unit.Kind != CardUnitKind.Digit)
                continue;
            if (digits < 6)
                firstSix = firstSix * 10 + unit.Digit;
            values[digits++] = (byte)unit.Digit;
        }

        for (var i = 0; i < digits; i++)
        {
            var value = values[digits - 1 - i];
            sum += i % 2 == 0 ? value : value * 2 - (value > 4 ? 9 : 0);
        }

        match = default;
        if (sum % 10 != 0 || CardIssuers.Find(firstSix, digits) is not { } network || IsPartOfOther(start, end))
            return false;
        match = new(start, end, digits, network, TrackData.Find(_text, end));
        return true;
    }

    // Digests, UUIDs and decimal fractions hold long digit runs by chance. One or two hex letters may be the end of a word.
    private readonly bool IsPartOfOther(int start, int end)
    {
        const int Word = 2;
        const int Far = 8;
        var (left, right) = (start, end);
        while (left > 0 && start - left < Far && char.IsAsciiHexDigit((char)_text[left - 1]))
            left--;
        while (right < _text.Length && right - end < Far && char.IsAsciiHexDigit((char)_text[right]))
            right++;

        // The hex digits of an escaped character before the number are no part of it.
        if (left > 0 && _text[left - 1] is (byte)'u' or (byte)'%')
            left = Math.Min(start, left + (_text[left - 1] == '%' ? 2 : 4));

        var isFraction = start >= 2 && _text[start - 1] == '.' && char.IsAsciiDigit((char)_text[start - 2]);
        return isFraction || start - left + right - end > Word || Uuid.Covers(_text, start, end);
    }
}

/// <summary>Digits in one piece.</summary>
internal readonly record struct DigitGroup(int Start, int End, int Digits);
