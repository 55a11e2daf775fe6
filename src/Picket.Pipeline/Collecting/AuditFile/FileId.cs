using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Picket.Pipeline.Collecting.AuditFile;

/// <summary>A file whatever its name is: device and inode. Where the system is not Linux, its path must do.</summary>
internal readonly record struct FileId(ulong Device, ulong Inode)
{
    // Larger than struct stat; on 64-bit Linux device and inode are its first two words.
    private const int StatWords = 64;

    /// <summary>The identity of an open file.</summary>
    /// <exception cref="IOException">The system does not tell it.</exception>
    public static FileId Of(FileStream file)
    {
        if (!OperatingSystem.IsLinux())
            return new(0, OfPath(file.Name));

        Span<ulong> stat = stackalloc ulong[StatWords];
        if (FStat(file.SafeFileHandle, ref MemoryMarshal.GetReference(stat)) != 0)
            throw new IOException($"fstat failed with error {Marshal.GetLastPInvokeError()}.");
        return new(stat[0], stat[1]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Device:x}:{Inode:x}";

    // FNV-1a: string.GetHashCode differs from run to run, and the identity is saved.
    private static ulong OfPath(string path)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in path)
            hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }

    [DllImport("libc", EntryPoint = "fstat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FStat(SafeFileHandle file, ref ulong buffer);
}
