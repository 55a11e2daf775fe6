using System.Text.RegularExpressions;
using Picket.Kql;
using Picket.Tests.Configuration;
using Xunit;

namespace Picket.Tests.House;

/// <summary>The lists in <c>docs/reference/kql.md</c> are those of the language's own catalogues.</summary>
public sealed partial class KqlPageTests
{
    private const string Page = "docs/reference/kql.md";

    [GeneratedRegex(@"(?<=<!-- list of (?<name>\w+) -->\n).*?(?=<!-- end of list -->)", RegexOptions.Singleline, 1000)]
    private static partial Regex List { get; }

    [Fact]
    public void The_page_lists_what_the_language_supports()
    {
        var page = Repository.Read(Page);

        Assert.Equal(["operators", "functions", "aggregates", "plugins"], List.Matches(page).Select(match => match.Groups["name"].Value));
        Golden.Check(Page, List.Replace(page, match => Words(match.Groups["name"].Value)));
    }

    private static string Words(string name) => name switch
    {
        "operators" => Lines(KqlLanguage.Operators),
        "functions" => Lines(KqlLanguage.Functions),
        "aggregates" => Lines(KqlLanguage.Aggregates),
        "plugins" => Lines(KqlLanguage.Plugins),
        _ => throw new InvalidOperationException($"{Page} asks for a list of '{name}', which the language does not have."),
    };

    private static string Lines(IReadOnlyList<string> words) =>
        string.Concat(words.Chunk(8).Select(line => string.Join(' ', line.Select(word => $"`{word}`")) + "\n"));
}
