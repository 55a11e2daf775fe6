using CsCheck;
using Picket.Kql.Values;

namespace Picket.Tests.Kql.Functions;

public sealed class KqlRegexTests
{
    [Theory]
    [InlineData("a$", "a\n", false)]
    [InlineData("(?m)a$", "a\nb", true)]
    [InlineData("(?s)a.b", "a\nb", true)]
    [InlineData("a.b", "a\nb", false)]
    [InlineData("(?i)ABC", "xabcx", true)]
    [InlineData("(?i:A)B", "ab", false)]
    [InlineData("[[:digit:]]+[[:^alpha:]]", "1-", true)]
    [InlineData("^[[:word:].]+\\z", "a_1.b", true)]
    [InlineData("\\pL\\p{Nd}", "é7", true)]
    [InlineData("\\p{Greek}", "λ", true)]
    [InlineData("\\P{Greek}", "λ", false)]
    [InlineData("[^\\pL]", "é", false)]
    [InlineData("\\Qa.b\\E", "axb", false)]
    [InlineData("\\Qa.b\\E", "a.b", true)]
    [InlineData("^[a-z&&[^aeiou]]$", "e", false)]
    [InlineData("^[a-z&&[^aeiou]]$", "t", true)]
    [InlineData("^[0-9--4]$", "4", false)]
    [InlineData("^[a-c~~b-d]$", "b", false)]
    [InlineData("^[]a]$", "]", true)]
    [InlineData("^[a-]$", "-", true)]
    [InlineData("\\x{1F600}", "😀", true)]
    [InlineData("\\x41", "A", true)]
    [InlineData("a{,3}", "a{,3}", true)]
    [InlineData("(?x) a b # c", "ab", true)]
    [InlineData("^😀{2}$", "😀😀", true)]
    [InlineData("\\d", "٣", true)]
    public void Patterns_mean_what_they_mean_in_kql(string pattern, string text, bool expected)
    {
        var isValid = KqlRegex.TryCompile(pattern, out var regex, out var error);

        Assert.True(isValid, error);
        Assert.Equal(expected, regex!.Regex.IsMatch(text));
    }

    [Fact]
    public void Ungreedy_swaps_greed() => Assert.Equal("a", KqlRegex.Find("(?U)a+")!.Regex.Match("aaa").Value);

    [Fact]
    public void Named_groups_are_counted_in_order()
    {
        var regex = KqlRegex.Find("(?P<x>a)(b)(?<y>c)")!;

        Assert.Equal(3, regex.Groups);
        Assert.Equal(1, regex.GroupNames["x"]);
        Assert.Equal(3, regex.GroupNames["y"]);
        Assert.Equal("b", regex.Regex.Match("abc").Groups[2].Value);
    }

    [Theory]
    [InlineData("(?<=a)b")]
    [InlineData("(?!a)")]
    [InlineData("(?>a)")]
    [InlineData("a++")]
    [InlineData("*a")]
    [InlineData("a)")]
    [InlineData("[z-a]")]
    [InlineData("[[:nothing:]]")]
    [InlineData("\\p{Nothing}")]
    [InlineData("\\q")]
    [InlineData("\\")]
    [InlineData("a{5,2}")]
    [InlineData("((a{1000}){1000}){1000}")]
    [InlineData("(?P<n>a)(?P<n>b)")]
    [InlineData("(?z)a")]
    public void What_kql_does_not_have_is_refused(string pattern)
    {
        var isValid = KqlRegex.TryCompile(pattern, out _, out var error);

        Assert.False(isValid);
        Assert.StartsWith("The regular expression is", error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_makes_it_throw() => Gen.String[Gen.Char[@"ab1()[]{}|*+?\.^$-&~:,<>=!PpQEdwx"], 0, 25].Sample(pattern =>
    {
        if (KqlRegex.TryCompile(pattern, out var regex, out _))
            regex.Regex.IsMatch("ab1-ab");
    }, iter: 3000);
}
