using System.Diagnostics;
using Picket.EndToEnd.Running;

namespace Picket.EndToEnd.Crashes;

/// <summary>A small disk of its own under a folder, which can be filled to the last byte.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Filler => Path.Combine(_folder, "filler");

    /// <summary>Mounts it; skips the test where that is not permitted.</summary>
    public static async Task<SmallDisk> MountAsync(string folder, int mebibytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
            "A full disk needs a small disk of its own, and mounting one needs root on Linux.");
        Directory.CreateDirectory(folder);
        var (exit, _, errors) = await ChildProgram.RunAsync(
            new ProcessStartInfo("mount", ["-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", folder]), "", Longest);
        Assert.SkipUnless(exit == 0, $"A full disk needs a small disk of its own, and mounting one is not permitted here: {errors.Trim()}");
        return new(folder);
    }

    /// <summary>Takes every byte that is left, but for so many mebibytes.</summary>
    public void Fill(int leave = 0)
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var block = new byte[1 << 20]; block.Length > 0;)
        {
            try
            {
                file.Write(block);
            }
            catch (IOException)
            {
                block = new byte[block.Length / 2]; // the last bytes go in smaller blocks
            }
        }

        file.SetLength(Math.Max(0, file.Length - ((long)leave << 20)));
    }

    /// <summary>Gives back what <see cref="Fill"/> took.</summary>
    public void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync() =>
        await ChildProgram.RunAsync(new ProcessStartInfo("umount", ["--lazy", _folder]), "", Longest);
}
