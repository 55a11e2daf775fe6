using Picket.Core;

namespace Picket.Commands;

/// <summary>The folder an export is written to: whole, or not at all.</summary>
internal static class ExportFolder
{
    /// <exception cref="CliException">Something is there already.</exception>
    public static void Check(string target)
    {
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw CliException.Usage("PKT7051",
                $"'{target}' is not empty. Evidence is never mixed or overwritten: name a new folder.");
    }

    public static async Task WriteAsync(
        string target, IReadOnlyList<ExportFile> files, CancellationToken cancellationToken)
    {
        var final = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        var partial = $"{final}.partial-{Environment.ProcessId}";
        try
        {
            foreach (var file in files)
                await WriteAsync(partial, file, cancellationToken);
            if (Directory.Exists(final))
                Directory.Delete(final);
            Directory.Move(partial, final);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CliException.CouldNotEvaluate("PKT7052",
                $"The export could not be written to '{target}': {exception.Message}");
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    private static async Task WriteAsync(string root, ExportFile file, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(Path.Combine(root, file.Path));
        // The names come from a server: none may lead out of the folder.
        if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw CliException.CouldNotEvaluate("PKT7053",
                $"The export names a file outside its folder: '{file.Path}'. Nothing was written.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, file.Content, cancellationToken);
    }
}
