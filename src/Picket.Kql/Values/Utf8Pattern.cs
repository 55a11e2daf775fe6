using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Picket.Kql.Values;

/// <summary>
/// A text to look for in UTF-8 texts, as <see cref="KqlTerms"/> and the ordinal comparisons of strings find it, without a string
/// made of each text. Only for patterns of ASCII: such a pattern meets nothing but ASCII, whatever the case.
/// </summary>
internal sealed class Utf8Pattern
{
    private readonly byte[] _bytes;
    private readonly byte[] _folds;
    private readonly bool _isStartWhole;
    private readonly bool _isEndWhole;

    private Utf8Pattern(string pattern, bool isCaseSensitive, bool isStartWhole, bool isEndWhole)
    {
        // 0x20 makes a letter small; what is no letter is compared as it is.
        _folds = [.. pattern.Select(c => !isCaseSensitive && char.IsAsciiLetter(c) ? (byte)0x20 : (byte)0)];
        _bytes = [.. pattern.Select((c, i) => (byte)(c | _folds[i]))];
        _isStartWhole = isStartWhole;
        _isEndWhole = isEndWhole;
    }

    /// <summary>A test for this pattern, or null where only the strings themselves can tell.</summary>
    public static Utf8Test? For(TextTest test, string pattern, bool isCaseSensitive)
    {
        if (!Ascii.IsValid(pattern))
            return null;
        if (pattern.Length == 0)
            return test == TextTest.EqualIgnoringCase ? text => text.IsEmpty : test == TextTest.MatchesRegex ? null : _ => true;
        var searched = new Utf8Pattern(pattern, isCaseSensitive, test is TextTest.Has or TextTest.HasPrefix, test is TextTest.Has or TextTest.HasSuffix);
        return test switch
        {
            TextTest.Has or TextTest.HasPrefix or TextTest.HasSuffix or TextTest.Contains => searched.IsIn,
            TextTest.StartsWith => text => text.Length >= pattern.Length && searched.IsAt(text, 0),
            TextTest.EndsWith => text => text.Length >= pattern.Length && searched.IsAt(text, text.Length - pattern.Length),
            TextTest.EqualIgnoringCase => text => text.Length == pattern.Length && searched.IsAt(text, 0),
            _ => null,
        };
    }

    /// <summary>Whether the pattern is anywhere in the text, its ends at ends of terms where that is asked.</summary>
    public bool IsIn(ReadOnlySpan<byte> text)
    {
        var last = _bytes.Length - 1;
        var at = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            // Two bytes of the pattern are looked for in many places at once; only where both are is the rest compared.
            ref var start = ref MemoryMarshal.GetReference(text);
            var (first, firstFold) = (Vector128.Create(_bytes[0]), Vector128.Create(_folds[0]));
            var (end, endFold) = (Vector128.Create(_bytes[last]), Vector128.Create(_folds[last]));
            for (; at + last + Vector128<byte>.Count <= text.Length; at += Vector128<byte>.Count)
            {
                var atStart = Vector128.Equals(Vector128.LoadUnsafe(ref start, (nuint)at) | firstFold, first);
                var atEnd = Vector128.Equals(Vector128.LoadUnsafe(ref start, (nuint)(at + last)) | endFold, end);
                for (var found = (atStart & atEnd).ExtractMostSignificantBits(); found != 0; found &= found - 1)
                {
                    if (IsWholeAt(text, at + BitOperations.TrailingZeroCount(found)))
                        return true;
                }
            }
        }

        for (; at + last < text.Length; at++)
        {
            if (IsWholeAt(text, at))
                return true;
        }

        return false;
    }

    private bool IsWholeAt(ReadOnlySpan<byte> text, int at) =>
        IsAt(text, at) && (!_isStartWhole || IsBoundary(text, at)) && (!_isEndWhole || IsBoundary(text, at + _bytes.Length));

    private bool IsAt(ReadOnlySpan<byte> text, int at)
    {
        for (var i = 0; i < _bytes.Length; i++)
        {
            if ((text[at + i] | _folds[i]) != _bytes[i])
                return false;
        }

        return true;
    }

    private static bool IsBoundary(ReadOnlySpan<byte> text, int at) =>
        at == 0 || at == text.Length || !EndsInTerm(text[..at]) || !StartsInTerm(text[at..]);

    private static bool EndsInTerm(ReadOnlySpan<byte> text)
    {
        if (text[^1] < 0x80)
            return char.IsAsciiLetterOrDigit((char)text[^1]);
        Rune.DecodeLastFromUtf8(text, out var rune, out _);
        return IsTermRune(rune);
    }

    private static bool StartsInTerm(ReadOnlySpan<byte> text)
    {
        if (text[0] < 0x80)
            return char.IsAsciiLetterOrDigit((char)text[0]);
        Rune.DecodeFromUtf8(text, out var rune, out _);
        return IsTermRune(rune);
    }

    // Terms are made of single UTF-16 units; what takes two parts terms.
    private static bool IsTermRune(Rune rune) => rune.IsBmp && char.IsLetterOrDigit((char)rune.Value);
}
