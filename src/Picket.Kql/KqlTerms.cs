namespace Picket.Kql;

/// <summary>
/// Terms of a text, on which <c>has</c> and its kin work: the longest runs of letters and digits (Unicode); all other
/// characters, the underscore too, part terms. Without regard to case means by <see cref="char.ToUpperInvariant(char)"/> per character.
/// </summary>
/// <remarks>
/// <c>text has pattern</c> is true where the pattern occurs in the text so that neither end of it cuts a term in two. A
/// pattern of several terms (<c>"kube-system"</c>) is found with its parting characters; an empty pattern is in every text.
/// </remarks>
public static class KqlTerms
{
    /// <summary>Whether <paramref name="text"/> holds <paramref name="term"/> whole, without regard to case.</summary>
    public static bool Has(ReadOnlySpan<char> text, ReadOnlySpan<char> term) =>
        Find(text, term, StringComparison.OrdinalIgnoreCase, isStartWhole: true, isEndWhole: true);

    /// <summary>Whether <paramref name="text"/> holds <paramref name="term"/> whole, in this case.</summary>
    public static bool HasCaseSensitive(ReadOnlySpan<char> text, ReadOnlySpan<char> term) =>
        Find(text, term, StringComparison.Ordinal, isStartWhole: true, isEndWhole: true);

    /// <summary>Whether a term of <paramref name="text"/> starts with <paramref name="prefix"/>, without regard to case.</summary>
    public static bool HasPrefix(ReadOnlySpan<char> text, ReadOnlySpan<char> prefix) =>
        Find(text, prefix, StringComparison.OrdinalIgnoreCase, isStartWhole: true, isEndWhole: false);

    /// <summary>Whether a term of <paramref name="text"/> ends with <paramref name="suffix"/>, without regard to case.</summary>
    public static bool HasSuffix(ReadOnlySpan<char> text, ReadOnlySpan<char> suffix) =>
        Find(text, suffix, StringComparison.OrdinalIgnoreCase, isStartWhole: false, isEndWhole: true);

    /// <summary>Whether a term of <paramref name="text"/> starts with <paramref name="prefix"/>, in this case.</summary>
    public static bool HasPrefixCaseSensitive(ReadOnlySpan<char> text, ReadOnlySpan<char> prefix) =>
        Find(text, prefix, StringComparison.Ordinal, isStartWhole: true, isEndWhole: false);

    /// <summary>Whether a term of <paramref name="text"/> ends with <paramref name="suffix"/>, in this case.</summary>
    public static bool HasSuffixCaseSensitive(ReadOnlySpan<char> text, ReadOnlySpan<char> suffix) =>
        Find(text, suffix, StringComparison.Ordinal, isStartWhole: false, isEndWhole: true);

    /// <summary>The terms of a text in lower case, in order, repeated ones repeated.</summary>
    public static IEnumerable<string> Split(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isPart = i < text.Length && char.IsLetterOrDigit(text[i]);
            if (isPart && start < 0)
                start = i;
            if (isPart || start < 0)
                continue;
            yield return text[start..i].ToLowerInvariant();
            start = -1;
        }
    }

    private static bool Find(
        ReadOnlySpan<char> text, ReadOnlySpan<char> term, StringComparison comparison, bool isStartWhole, bool isEndWhole)
    {
        if (term.IsEmpty)
            return true;

        for (var from = 0; from <= text.Length - term.Length;)
        {
            var found = text[from..].IndexOf(term, comparison);
            if (found < 0)
                return false;
            var start = from + found;
            var end = start + term.Length;
            if ((!isStartWhole || IsBoundary(text, start)) && (!isEndWhole || IsBoundary(text, end)))
                return true;
            from = start + 1;
        }

        return false;
    }

    private static bool IsBoundary(ReadOnlySpan<char> text, int at) =>
        at == 0 || at == text.Length || !char.IsLetterOrDigit(text[at - 1]) || !char.IsLetterOrDigit(text[at]);
}
