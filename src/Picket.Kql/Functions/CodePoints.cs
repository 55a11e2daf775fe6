using System.Text;

namespace Picket.Kql.Functions;

/// <summary>Counts and cuts texts by characters as KQL does: a pair of surrogates is one.</summary>
internal static class CodePoints
{
    public static int Length(string text)
    {
        var pairs = 0;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (!char.IsSurrogatePair(text[i], text[i + 1]))
                continue;
            pairs++;
            i++;
        }

        return text.Length - pairs;
    }

    /// <summary>Where in UTF-16 the character number <paramref name="count"/> starts; the length of the text where it has no such.</summary>
    public static int Offset(string text, long count)
    {
        if (!HasPairs(text))
            return (int)Math.Clamp(count, 0, text.Length);
        var at = 0;
        for (; at < text.Length && count > 0; count--)
            at += char.IsSurrogatePair(text, at) ? 2 : 1;
        return at;
    }

    /// <summary>The number of the character that starts at a place in UTF-16.</summary>
    public static long Count(string text, int offset) => HasPairs(text) ? Length(text[..offset]) : offset;

    /// <summary>From a character, which counts from the end where negative, at most <paramref name="length"/> characters.</summary>
    public static string Substring(string text, long start, long length)
    {
        if (length <= 0)
            return "";
        if (start < 0)
            start = Math.Max(Length(text) + start, 0);
        var from = Offset(text, start);
        var rest = text[from..];
        return length >= rest.Length ? rest : rest[..Offset(rest, length)];
    }

    public static string Reverse(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var at = text.Length - 1; at >= 0; at--)
        {
            if (at > 0 && char.IsSurrogatePair(text[at - 1], text[at]))
                result.Append(text[--at]).Append(text[at + 1]);
            else
                result.Append(text[at]);
        }

        return result.ToString();
    }

    /// <summary>The order of code points, which is that of UTF-8 too.</summary>
    public static int Compare(string left, string right)
    {
        var at = left.AsSpan().CommonPrefixLength(right);
        if (at == left.Length || at == right.Length)
            return left.Length.CompareTo(right.Length);
        var (a, b) = (left[at], right[at]);
        // Surrogates stand for characters beyond all that need none.
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }

    private static bool HasPairs(string text) => text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') >= 0;
}
