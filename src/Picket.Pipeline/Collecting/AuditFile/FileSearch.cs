using Microsoft.Extensions.FileSystemGlobbing;

namespace Picket.Pipeline.Collecting.AuditFile;

/// <summary>Finds files by pattern, and the copies that log rotation leaves beside a file.</summary>
internal static class FileSearch
{
    private const int MaxSiblings = 32;

    /// <summary>These files, each once, oldest first, so that rotated files are read before the current one.</summary>
    public static List<string> Oldest(IEnumerable<string> files) =>
        [.. files.Distinct(StringComparer.Ordinal).OrderBy(File.GetLastWriteTimeUtc).ThenBy(p => p, StringComparer.Ordinal)];

    /// <summary>The files that one pattern names, in no order.</summary>
    public static IEnumerable<string> Find(string pattern)
    {
        var full = Path.GetFullPath(pattern);
        var wildcard = full.AsSpan().IndexOfAny('*', '?');
        if (wildcard < 0)
            return File.Exists(full) ? [full] : [];

        var root = full[..(full.LastIndexOf(Path.DirectorySeparatorChar, wildcard) + 1)];
        if (!Directory.Exists(root))
            return [];
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddInclude(full[root.Length..]);
        return matcher.GetResultsInFullPath(root);
    }

    /// <summary>
    /// Files beside this one whose names begin alike (<c>audit.log</c>: <c>audit.log.1</c>, <c>audit-2026-01-02.log.gz</c>),
    /// newest first.
    /// </summary>
    public static IEnumerable<string> Siblings(string path)
    {
        var folder = Path.GetDirectoryName(path);
        var stem = Path.GetFileName(path).Split('.')[0];
        if (folder is null || stem.Length == 0 || !Directory.Exists(folder))
            return [];
        return Directory.EnumerateFiles(folder)
            .Where(f => f != path && Path.GetFileName(f).StartsWith(stem, StringComparison.Ordinal))
            .OrderByDescending(File.GetLastWriteTimeUtc)
            .Take(MaxSiblings);
    }
}
