using System.Text.RegularExpressions;
using Xunit;

namespace Picket.Tests.House;

/// <summary>What holds for every page: its links lead somewhere, and it speaks of things that exist.</summary>
public sealed partial class DocumentRules
{
    private const string Decisions = "docs/decisions";

    private static readonly string[] Folders = ["docs", "src", "content", "tests", "bench"];

    private static readonly IReadOnlyList<string> Pages =
        [.. Directory.EnumerateFiles(Repository.Root, "*.md").Select(file => Path.GetRelativePath(Repository.Root, file)),
            .. Folders.SelectMany(folder => Repository.Files(folder, "*.md"))];

    /// <summary>The target of a Markdown link or picture, without a title.</summary>
    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.None, 1000)]
    private static partial Regex Link { get; }

    [GeneratedRegex(@"^#+ (.+)$", RegexOptions.Multiline, 1000)]
    private static partial Regex Heading { get; }

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex CodeBlock { get; }

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, 1000)]
    private static partial Regex NotInAnchors { get; }

    [Fact]
    public void Every_relative_link_of_a_page_leads_to_a_file_and_a_heading()
    {
        var broken =
            from page in Pages
            from link in Link.Matches(CodeBlock.Replace(Repository.Read(page), "")).Select(match => match.Groups[1].Value)
            where !Uri.TryCreate(link, UriKind.Absolute, out _) && !Leads(page, link)
            select $"{page}: {link}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Every_page_of_the_documentation_is_reached_from_the_readme()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { "README.md" };
        var ahead = new Queue<string>(reached);
        while (ahead.TryDequeue(out var page))
        {
            foreach (var target in TargetsOf(page).Where(reached.Add))
                ahead.Enqueue(target);
        }

        Assert.Empty(Repository.Files("docs", "*.md").Except(reached));
    }

    [Fact]
    public void Decisions_are_numbered_without_a_gap()
    {
        var numbers = Repository.Files(Decisions, "0*.md").Select(file => Path.GetFileName(file)[..4]);

        Assert.Equal(Enumerable.Range(1, numbers.Count()).Select(number => $"{number:D4}"), numbers);
    }

    private static IEnumerable<string> TargetsOf(string page) =>
        from match in Link.Matches(Repository.Read(page))
        let link = match.Groups[1].Value.Split('#')[0]
        where link.EndsWith(".md", StringComparison.Ordinal) && !Uri.TryCreate(link, UriKind.Absolute, out _)
        select Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.PathOf(page))!, link)));

    private static bool Leads(string page, string link)
    {
        var parts = link.Split('#');
        var file = parts[0].Length == 0
            ? Repository.PathOf(page)
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.PathOf(page))!, parts[0]));
        if (parts.Length == 1)
            return File.Exists(file) || Directory.Exists(file);
        return File.Exists(file) && Heading.Matches(File.ReadAllText(file)).Any(match => AnchorOf(match.Groups[1].Value) == parts[1]);
    }

    // As the usual renderers make it: lower case, punctuation gone, blanks as hyphens.
    private static string AnchorOf(string heading) =>
        NotInAnchors.Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');
}
