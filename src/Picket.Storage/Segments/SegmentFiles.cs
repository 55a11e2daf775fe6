using System.Globalization;
using System.Runtime.InteropServices;

namespace Picket.Storage.Segments;

/// <summary>Where sealed segments lie in the data folder.</summary>
internal static class SegmentFiles
{
    public const string Folder = "segments";

    /// <summary><c>segments/AKSAudit/2026/11/23/04-000017.parquet</c>: table, hour, sequence.</summary>
    public static string Relative(string table, DateTime hour, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{Folder}/{table}/{hour:yyyy/MM/dd/HH}-{sequence:D6}.parquet");

    public static string Bloom(string parquet) => Path.ChangeExtension(parquet, ".bloom");

    /// <summary>Makes a finished file's bytes durable.</summary>
    public static void Flush(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>
    /// Makes a file's name durable, and the names of the folders made for it, up to the data folder: without it a power cut
    /// may leave a segment that was flushed but stands nowhere.
    /// </summary>
    /// <exception cref="IOException">A folder cannot be flushed.</exception>
    public static void FlushFolders(string root, string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(path)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            FlushFolder(folder);
            if (folder == root)
                return;
        }
    }

    // .NET opens no folders.
    private static void FlushFolder(string folder)
    {
        var descriptor = Open(folder, flags: 0);
        var isFlushed = descriptor >= 0 && FSync(descriptor) == 0;
        var error = Marshal.GetLastPInvokeError();
        if (descriptor >= 0)
            _ = Close(descriptor);
        if (!isFlushed)
            throw new IOException($"The folder '{folder}' cannot be flushed: error {error}.");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
