using System.Text;

namespace Picket.Kql.Values;

/// <summary>The tests of one text against another, over strings and over UTF-8; but for regular expressions.</summary>
internal static class TextTests
{
    public static Func<string, string, bool> Matcher(TextTest test, bool isCaseSensitive)
    {
        var comparison = isCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return test switch
        {
            TextTest.EqualIgnoringCase => (text, other) => string.Equals(text, other, StringComparison.OrdinalIgnoreCase),
            TextTest.Contains => (text, part) => text.Contains(part, comparison),
            TextTest.StartsWith => (text, part) => text.StartsWith(part, comparison),
            TextTest.EndsWith => (text, part) => text.EndsWith(part, comparison),
            TextTest.Has when isCaseSensitive => (text, term) => KqlTerms.HasCaseSensitive(text, term),
            TextTest.Has => (text, term) => KqlTerms.Has(text, term),
            TextTest.HasPrefix when isCaseSensitive => (text, prefix) => KqlTerms.HasPrefixCaseSensitive(text, prefix),
            TextTest.HasPrefix => (text, prefix) => KqlTerms.HasPrefix(text, prefix),
            TextTest.HasSuffix when isCaseSensitive => (text, suffix) => KqlTerms.HasSuffixCaseSensitive(text, suffix),
            TextTest.HasSuffix => (text, suffix) => KqlTerms.HasSuffix(text, suffix),
            _ => throw new ArgumentOutOfRangeException(nameof(test), test, "Not a test without a regular expression."),
        };
    }

    /// <summary>The test against a constant, over UTF-8.</summary>
    public static Utf8Test Utf8Matcher(TextTest test, string pattern, bool isCaseSensitive)
    {
        if (Utf8Pattern.For(test, pattern, isCaseSensitive) is { } fast)
            return fast;
        var matches = Matcher(test, isCaseSensitive);
        return text => matches(Encoding.UTF8.GetString(text), pattern);
    }
}
