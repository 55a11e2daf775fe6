using System.Text.RegularExpressions;
using Xunit;

namespace Picket.Tests.House;

/// <summary>What holds for the text of every source file.</summary>
public sealed partial class SourceRules
{
    private const int MaxLines = 500;

    private static readonly IReadOnlyList<string> Sources =
        [.. new[] { "src", "tests", "bench" }.SelectMany(folder => Repository.Files(folder, "*.cs"))];

    [GeneratedRegex(@"Picket\.Pipeline\.(\w+)", RegexOptions.None, 1000)]
    private static partial Regex RoomName { get; }

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b", RegexOptions.None, 1000)]
    private static partial Regex Unfinished { get; }

    [Fact]
    public void A_room_does_not_use_another_rooms_namespace()
    {
        var rooms = Directory.GetDirectories(Repository.PathOf("src/Picket.Pipeline")).Select(Path.GetFileName).ToHashSet();
        var wrong =
            from room in rooms
            from file in Repository.Files($"src/Picket.Pipeline/{room}", "*.cs")
            from Match match in RoomName.Matches(Repository.Read(file))
            let other = match.Groups[1].Value
            where other != room && rooms.Contains(other)
            select $"{file}: {match.Value}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_source_file_is_longer_than_500_lines()
    {
        var tooLong = Sources.Where(file => file.StartsWith("src", StringComparison.Ordinal))
            .Select(file => (File: file, Lines: Repository.Read(file).AsSpan().Count('\n')))
            .Where(source => source.Lines > MaxLines);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Nothing_is_marked_as_unfinished()
    {
        var marks =
            from file in Sources.Where(file => !file.EndsWith($"{nameof(SourceRules)}.cs", StringComparison.Ordinal))
            from line in File.ReadLines(Repository.PathOf(file)).Index()
            where Unfinished.IsMatch(line.Item)
            select $"{file}:{line.Index + 1}: {line.Item.Trim()}";

        Assert.Empty(marks);
    }

    [Fact]
    public void A_type_stands_in_the_namespace_of_its_folder_or_of_one_above_it()
    {
        var wrong =
            from file in Repository.Files("src", "*.cs")
            let declared = File.ReadLines(Repository.PathOf(file))
                .FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            let folder = Path.GetDirectoryName(file)![4..].Replace('/', '.')
            where declared is not null && !$"namespace {folder}.".StartsWith($"{declared.TrimEnd(';')}.", StringComparison.Ordinal)
            select $"{file}: {declared}";

        Assert.Empty(wrong);
    }
}
