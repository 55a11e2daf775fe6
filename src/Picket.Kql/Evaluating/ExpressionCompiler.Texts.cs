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
        var matches = TextTests.Matcher(test.Test, test.IsCaseSensitive);
        return row => KqlValues.Of(matches((string)text(row)!, (string)pattern(row)!));
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
