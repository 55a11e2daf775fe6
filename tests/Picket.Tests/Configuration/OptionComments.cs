using System.Text.RegularExpressions;
using Picket.Tests.House;

namespace Picket.Tests.Configuration;

/// <summary>The doc comments of options records, read from their source files.</summary>
internal static partial class OptionComments
{
    private static readonly Dictionary<string, string> ByMember = Read();

    [GeneratedRegex(@"^public sealed record (\w+)", RegexOptions.None, 1000)]
    private static partial Regex Record { get; }

    [GeneratedRegex(@"^public (?:required )?[\w<>?, ]+ (\w+) \{ get; init; \}", RegexOptions.None, 1000)]
    private static partial Regex Property { get; }

    [GeneratedRegex(@"<see cref=""(?:\w+\.)*(\w+)""\s*/>", RegexOptions.None, 1000)]
    private static partial Regex Reference { get; }

    /// <summary>What the comment on a record, or on one of its properties, says; as Markdown.</summary>
    public static string Of(Type record, string? property = null)
    {
        var member = property is null ? record.Name : $"{record.Name}.{property}";
        return ByMember.TryGetValue(member, out var comment)
            ? comment
            : throw new InvalidOperationException($"'{member}' has no doc comment of the form /// <summary>…</summary>.");
    }

    private static Dictionary<string, string> Read()
    {
        var comments = new Dictionary<string, string>();
        foreach (var file in Repository.Files("src", "*Options.cs"))
            ReadFile(file, comments);
        return comments;
    }

    private static void ReadFile(string file, Dictionary<string, string> comments)
    {
        var (comment, record) = ("", "");
        foreach (var line in File.ReadLines(Repository.PathOf(file)).Select(line => line.Trim()))
        {
            if (line.StartsWith("///", StringComparison.Ordinal))
            {
                comment += line[3..];
                continue;
            }

            if (Record.Match(line) is { Success: true } type)
                Keep(record = type.Groups[1].Value);
            else if (Property.Match(line) is { Success: true } property)
                Keep($"{record}.{property.Groups[1].Value}");
            if (!line.StartsWith('['))
                comment = "";
        }

        void Keep(string member)
        {
            if (comment.Contains("<summary>", StringComparison.Ordinal))
                comments[member] = ToMarkdown(comment);
        }
    }

    private static string ToMarkdown(string comment)
    {
        var text = comment.Split("<summary>")[1].Split("</summary>")[0].Trim();
        text = Reference.Replace(text, match => $"`{char.ToLowerInvariant(match.Groups[1].Value[0])}{match.Groups[1].Value[1..]}`");
        return text.Replace("<c>", "`").Replace("</c>", "`").Replace("&amp;", "&").Replace("&lt;", "<");
    }
}
