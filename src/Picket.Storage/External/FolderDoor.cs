using Picket.Storage.DuckDb;

namespace Picket.Storage.External;

/// <summary>Files of the allowed folders, and of no other: links are followed before the place is judged.</summary>
internal sealed class FolderDoor(ExternalDataOptions options)
{
    private const int MaxLinks = 40;

    public byte[] Read(string path)
    {
        try
        {
            var real = Real(Path.GetFullPath(path, options.Folders.Count > 0 ? Path.GetFullPath(options.Folders[0]) : Path.GetPathRoot(Environment.CurrentDirectory)!));
            if (!options.Folders.Any(folder => IsInside(real, Real(Path.GetFullPath(folder)))))
                throw ExternalReader.Refused($"'externaldata' may not read '{path}': it lies in no folder of '{ExternalReader.Setting("folders")}' ({Allowed()}).");
            var file = new FileInfo(real);
            if (!file.Exists)
                throw ExternalReader.Refused($"'externaldata' finds no file '{path}'.");
            if (file.Length > options.MaxBytes)
                throw ExternalReader.Refused($"'externaldata' may not read '{path}': it is larger than {ExternalReader.Limit(options.MaxBytes)}.");
            return File.ReadAllBytes(real);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw ExternalReader.Refused($"'externaldata' cannot read '{path}': {exception.Message}");
        }
    }

    private string Allowed() => options.Folders.Count == 0 ? "none is set" : string.Join(", ", options.Folders.Select(f => $"'{f}'"));

    private static bool IsInside(string path, string folder) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // Each part of the path may be a link to somewhere else, and so may each part of where it leads.
    private static string Real(string path, int links = 0)
    {
        if (links > MaxLinks)
            throw new IOException("It has too many links on its way.");
        var real = Path.GetPathRoot(path)!;
        foreach (var part in path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            FileSystemInfo at = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
            if (at.LinkTarget is not null && at.ResolveLinkTarget(returnFinalTarget: false) is { } target)
                real = Real(target.FullName, links + 1);
        }

        return real;
    }
}
