using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

internal sealed partial class ExpressionCompiler
{
    private RowValue CompileTextTest(TextTestExpression test)
    {
        var text = Compile(test.Text);
        if (test.Test == TextTest.MatchesRegex)
            return CompileRegexTest(text, test.Pattern);
        var pattern = Compile(test.Pattern);
        var matches = Matcher(test.Test, test.IsCaseSensitive);
        return row => KqlValues.Of(matches((string)text(row)!, (string)pattern(row)!));
    }

    private static Func<string, string, bool> Matcher(TextTest test, bool isCaseSensitive)
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
            _ => throw new InvalidOperationException($"No evaluation for {test}."),
        };
    }

    // A pattern that is none matches nothing; a constant one was refused before the run.
    private RowValue CompileRegexTest(RowValue text, KqlExpression patternExpression)
    {
        if (patternExpression is LiteralExpression { Value: string constant })
        {
            var regex = KqlRegex.Find(constant)?.Regex;
            return row => KqlValues.Of(regex?.IsMatch((string)text(row)!) ?? false);
        }

        var pattern = Compile(patternExpression);
        return row => KqlValues.Of(KqlRegex.Find((string)pattern(row)!)?.Regex.IsMatch((string)text(row)!) ?? false);
    }
}
