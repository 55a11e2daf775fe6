using Picket.Core;

namespace Picket.Pipeline.Reporting.Export;

/// <summary>Writes an export to a folder and reads it back.</summary>
public static class ExportFolder
{
    /// <summary>The most files read from a folder.</summary>
    public const int MaxFiles = 100;

    /// <summary>The largest file read, in bytes.</summary>
    public const long MaxFileBytes = 1024L * 1024 * 1024;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 4,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    /// <summary>Writes the files and waits until they are on disk. The folder is made where there is none, and must be empty.</summary>
    /// <exception cref="IOException">A file could not be written, or the folder is not empty.</exception>
    public static async Task WriteAsync(string folder, IReadOnlyList<ExportFile> files, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            throw new IOException($"PKT6021: The folder '{folder}' is not empty. Export into a new one, so that exports do not mix.");
        }

        Directory.CreateDirectory(folder);
        foreach (var file in files)
        {
            if (file.Path != Path.GetFileName(file.Path))
            {
                throw new IOException($"PKT6021: The export names a file '{file.Path}', which is not a plain file name.");
            }

            await using var stream = new FileStream(Path.Combine(folder, file.Path), FileMode.CreateNew, FileAccess.Write);
            await stream.WriteAsync(file.Content, cancellationToken);
            stream.Flush(flushToDisk: true);
        }
    }

    /// <summary>Reads every file of the folder.</summary>
    /// <exception cref="IOException">The folder cannot be read, or is larger than an export.</exception>
    public static async Task<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> ReadAsync(
        string folder, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", Everything))
        {
            if (files.Count == MaxFiles) throw new IOException($"PKT6022: '{folder}' holds more than {MaxFiles} files and so is no export.");
            if (new FileInfo(path).Length > MaxFileBytes)
            {
                throw new IOException($"PKT6022: '{path}' is larger than {MaxFileBytes} bytes and so belongs to no export.");
            }

            files.Add(Path.GetRelativePath(folder, path), await File.ReadAllBytesAsync(path, cancellationToken));
        }

        return files;
    }
}
