using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Picket.Pipeline.Collecting.AuditFile;

/// <summary>A file whatever its name is: device and inode.</summary>
internal readonly record struct FileId(ulong Device, ulong Inode)
{
    // Larger than struct stat on any platform; device and inode are its first two words on 64-bit Linux.
    private const int StatWords = 64;

    /// <summary>The identity of an open file.</summary>
    /// <exception cref="IOException">The system does not tell it.</exception>
    public static FileId Of(SafeFileHandle file)
    {
        Span<ulong> stat = stackalloc ulong[StatWords];
        if (FStat(file, ref MemoryMarshal.GetReference(stat)) != 0)
            throw new IOException($"fstat failed with error {Marshal.GetLastPInvokeError()}.");
        return new(stat[0], stat[1]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Device:x}:{Inode:x}";

    [DllImport("libc", EntryPoint = "fstat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FStat(SafeFileHandle file, ref ulong buffer);
}
