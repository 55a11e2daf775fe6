using System.Xml.Linq;

namespace Picket.Tests.House;

/// <summary>The working copy these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>A path below the root, with forward slashes.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    /// <summary>Files below a folder of the repository, as paths relative to the root; none when there is no such folder.</summary>
    public static IReadOnlyList<string> Files(string folder, string pattern) => Directory.Exists(PathOf(folder))
        ? [.. Directory.EnumerateFiles(PathOf(folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file))
            .Order(StringComparer.Ordinal)]
        : [];

    public static string Read(string relative) => File.ReadAllText(PathOf(relative));

    /// <summary>The project files of <c>src</c>, <c>tests</c> and <c>bench</c>.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. new[] { "src", "tests", "bench" }.SelectMany(folder => Files(folder, "*.csproj"))];

    public static XDocument ReadXml(string relative) => XDocument.Load(PathOf(relative));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Picket.slnx")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException($"There is no Picket.slnx above '{AppContext.BaseDirectory}'.");
    }
}
