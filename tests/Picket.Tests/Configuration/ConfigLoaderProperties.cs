using CsCheck;
using Picket.Configuration;
using Xunit;

namespace Picket.Tests.Configuration;

public sealed class ConfigLoaderProperties
{
    private static readonly string[] Pieces =
    [
        "sources", "alerting", "outputs", "name", "kind", "url", "storing", "retention", ":", ": ", "- ", "\n", "\n  ", "\n    ", "[", "]",
        "{", "}", ",", "#", "&a", "*a", "!!int", "'", "\"", "|", ">", "90d", "webhook", "auditFile", "http://x", "env:A", "\t", "\u0000", "é", "?",
    ];

    [Fact]
    public void Any_text_gives_options_or_problems_and_never_throws() =>
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 40].Select(string.Concat).Sample(text =>
        {
            var result = ConfigLoader.Parse(text, "picket.yaml");

            return result.Options is null == result.Problems.Count > 0;
        }, iter: 20_000);

    [Fact]
    public void A_mistyped_option_is_recognised()
    {
        string[] known = ["storing", "sources", "alerting", "detecting", "server", "health"];
        Gen.Select(Gen.Int[0, known.Length - 1].Select(i => known[i]), Gen.Int[1, 4], Gen.Char['a', 'z']).Sample((word, at, letter) =>
        {
            var typo = word.Remove(at, 1).Insert(at, $"{letter}");
            var problems = ConfigLoader.Parse($"{typo}: x", "picket.yaml").Problems;

            return typo == word || problems[0].Message.EndsWith($"Did you mean '{word}'?", StringComparison.Ordinal);
        });
    }
}
