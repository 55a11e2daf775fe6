using System.Text.RegularExpressions;
using Picket.Kql.Values;

namespace Picket.Kql.Sql;

internal sealed partial class ExpressionSql
{
    // DuckDB has these itself where case matters; case it folds by other rules than KQL.
    private string TextTest(TextTestExpression test, string text)
    {
        if (test.Test == Kql.TextTest.MatchesRegex)
            return RegexTest(test, text);
        if (test.IsCaseSensitive && Native(test.Test) is { } native)
            return $"{native}({text}, {Write(test.Pattern)})";
        var matches = TextTests.Matcher(test.Test, test.IsCaseSensitive);
        var name = test.Test.ToString();
        if (test.Pattern is not LiteralExpression { Value: var constant })
            return Call(new DuckDbFunction(name, [KqlType.String, KqlType.String], KqlType.Bool, false, a => matches((string)a[0]!, (string)a[1]!)), text, Write(test.Pattern));
        var pattern = constant as string ?? "";
        return Call(
            new DuckDbFunction(name, [KqlType.String], KqlType.Bool, false, a => matches((string)a[0]!, pattern))
            {
                Test = TextTests.Utf8Matcher(test.Test, pattern, test.IsCaseSensitive),
            },
            text);
    }

    // To DuckDB classes such as \w know ASCII alone, and a pattern from the rows that is none ends the query instead of matching nothing.
    private string RegexTest(TextTestExpression test, string text)
    {
        if (test.Pattern is not LiteralExpression { Value: string pattern })
        {
            return Call(
                new DuckDbFunction("matches regex", [KqlType.String, KqlType.String], KqlType.Bool, false, a => KqlRegex.Find((string)a[1]!)?.Regex.IsMatch((string)a[0]!) ?? false),
                text,
                Write(test.Pattern));
        }

        if (!SpecialSyntax().IsMatch(pattern))
            return $"regexp_matches({text}, {Write(test.Pattern)})";
        var regex = KqlRegex.Find(pattern)?.Regex;
        return Call(new DuckDbFunction("matches regex", [KqlType.String], KqlType.Bool, false, a => regex?.IsMatch((string)a[0]!) ?? false), text);
    }

    // What may mean something else to DuckDB: classes and other escapes by letter, flags but for case, named groups, sets within sets.
    [GeneratedRegex(@"\\[A-Za-z0-9]|\(\?(?!i\)|:)|\[\[|\[\^\[|&&|--|~~", RegexOptions.CultureInvariant)]
    private static partial Regex SpecialSyntax();

    private static string? Native(TextTest test) => test switch
    {
        Kql.TextTest.Contains => "contains",
        Kql.TextTest.StartsWith => "starts_with",
        Kql.TextTest.EndsWith => "ends_with",
        _ => null,
    };

    private string HasList(HasListExpression test)
    {
        if (test.Terms is not LiteralExpression { Value: string json } || !DynamicJson.TryParse(json, out var value))
            return Call(new DuckDbFunction(test.IsAll ? "has_all" : "has_any", [KqlType.String, KqlType.Dynamic], KqlType.Bool, false, HasAmong(test.IsAll)), [test.Text, test.Terms]);
        var terms = value is object?[] array ? array.Select(KqlFormat.Text).Distinct(StringComparer.OrdinalIgnoreCase).ToArray() : null;
        if (terms is null)
            return "FALSE";
        Utf8Test[] tests = [.. terms.Select(t => TextTests.Utf8Matcher(Kql.TextTest.Has, t, false))];
        Utf8Test among = test.IsAll ? text => All(tests, text) : text => Any(tests, text);
        var has = test.IsAll ? (Func<string, bool>)(text => terms.All(t => KqlTerms.Has(text, t))) : text => terms.Any(t => KqlTerms.Has(text, t));
        return Call(new DuckDbFunction(test.IsAll ? "has_all" : "has_any", [KqlType.String], KqlType.Bool, false, a => has((string)a[0]!)) { Test = among }, [test.Text]);
    }

    private static Func<object?[], object?> HasAmong(bool isAll) => arguments =>
        arguments[1] is string json && DynamicJson.TryParse(json, out var value) && value is object?[] terms
        && (isAll
            ? terms.All(t => KqlTerms.Has((string)arguments[0]!, KqlFormat.Text(t)))
            : terms.Any(t => KqlTerms.Has((string)arguments[0]!, KqlFormat.Text(t))));

    private static bool All(Utf8Test[] tests, ReadOnlySpan<byte> text)
    {
        foreach (var test in tests)
        {
            if (!test(text))
                return false;
        }

        return true;
    }

    private static bool Any(Utf8Test[] tests, ReadOnlySpan<byte> text)
    {
        foreach (var test in tests)
        {
            if (test(text))
                return true;
        }

        return false;
    }
}
