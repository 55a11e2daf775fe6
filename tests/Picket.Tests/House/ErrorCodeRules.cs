using System.Text.RegularExpressions;
using Xunit;

namespace Picket.Tests.House;

/// <summary>Every code a user can meet is explained in <c>docs/reference/errors.md</c>, and nothing else is.</summary>
public sealed partial class ErrorCodeRules
{
    private const string Page = "docs/reference/errors.md";

    [GeneratedRegex(@"PKT\d{4}", RegexOptions.None, 1000)]
    private static partial Regex Code { get; }

    [GeneratedRegex(@"^\| (PKT\d{4}) \| [^|]+ \| [^|]+ \|$", RegexOptions.Multiline, 1000)]
    private static partial Regex Row { get; }

    [Fact]
    public void Every_error_code_in_the_source_is_documented()
    {
        var missing = Used().Except(Documented());

        Assert.True(!missing.Any(), $"{Page} has no row for: {string.Join(' ', missing)}");
    }

    [Fact]
    public void Every_documented_error_code_is_in_the_source()
    {
        var unused = Documented().Except(Used());

        Assert.True(!unused.Any(), $"{Page} explains codes that are nowhere in src: {string.Join(' ', unused)}");
    }

    [Fact]
    public void Error_codes_are_listed_once_and_in_order()
    {
        var documented = Documented();

        Assert.Equal(documented.Distinct().Order(StringComparer.Ordinal), documented);
    }

    private static IReadOnlyList<string> Documented() =>
        [.. Row.Matches(Repository.Read(Page)).Select(match => match.Groups[1].Value)];

    private static IReadOnlyList<string> Used() =>
        [.. Repository.Files("src", "*.cs").Concat(Repository.Files("src", "*.razor"))
            .SelectMany(file => Code.Matches(Repository.Read(file)))
            .Select(match => match.Value)
            .Distinct()
            .Order(StringComparer.Ordinal)];
}
