namespace Picket.Pipeline.Reporting.Export;

/// <summary>Reads an export back from a folder.</summary>
internal static class ExportReader
{
    public const int MaxFiles = 100;
    public const long MaxFileBytes = 1024L * 1024 * 1024;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = 4,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
    };

    /// <summary>Every file of the folder, by its relative path.</summary>
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
