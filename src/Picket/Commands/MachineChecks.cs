using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Picket.Folders;
using Picket.Web.Api;

namespace Picket.Commands;

/// <summary>What the doctor looks at on the machine itself.</summary>
internal static class MachineChecks
{
    private const int NeededRuntime = 10;
    private const long FailBelowBytes = 256L * 1024 * 1024;
    private const long WarnBelowBytes = 5L * 1024 * 1024 * 1024;

    private static readonly DateTimeOffset NoEarlierThan = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan ToleratedSkew = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Check>> RunAsync(
        string dataFolder, ListenAddress address, TimeProvider time, CancellationToken cancellationToken) =>
    [
        Runtime(), Memory(), Space(dataFolder), await FolderAndClockAsync(dataFolder, time, cancellationToken),
        Clock(time), await PortAsync(dataFolder, address, cancellationToken),
    ];

    private static Check Runtime()
    {
        var found = $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}";
        return Environment.Version.Major >= NeededRuntime
            ? new("runtime", CheckState.Ok, found, "")
            : new("runtime", CheckState.Fail, found, $"Install the .NET {NeededRuntime} SDK.");
    }

    private static Check Memory()
    {
        const long Wanted = 512L * 1024 * 1024;
        var bytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return bytes >= Wanted
            ? new("memory", CheckState.Ok, $"{Mebibytes(bytes)} available to the process", "")
            : new("memory", CheckState.Warn, $"{Mebibytes(bytes)} available to the process",
                $"Give it at least {Mebibytes(Wanted)}.");
    }

    private static Check Space(string dataFolder)
    {
        var drive = new DriveInfo(ExistingParent(dataFolder));
        var found = $"{Mebibytes(drive.AvailableFreeSpace)} free on {drive.Name}";
        return drive.AvailableFreeSpace switch
        {
            < FailBelowBytes => new("disk space", CheckState.Fail, found,
                "Free some space: Picket stops acknowledging events when the disk is full."),
            < WarnBelowBytes =>
                new("disk space", CheckState.Warn, found, "Twelve months of a busy cluster need more; watch the disk."),
            _ => new("disk space", CheckState.Ok, found, ""),
        };
    }

    /// <summary>Writes a file and takes it away; its time also shows whether the disk's clock is ours.</summary>
    private static async Task<Check> FolderAndClockAsync(
        string dataFolder, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = ExistingParent(dataFolder);
        var probe = Path.Combine(folder, $".picket-doctor-{Guid.NewGuid():N}");
        try
        {
            await File.WriteAllTextAsync(probe, "probe", cancellationToken);
            var skew = (File.GetLastWriteTimeUtc(probe) - time.GetUtcNow().UtcDateTime).Duration();
            if (skew > ToleratedSkew)
            {
                return new("data folder", CheckState.Warn,
                    string.Create(CultureInfo.InvariantCulture,
                        $"'{folder}' is writable, but its file times are {skew.TotalSeconds:0} s away from the clock"),
                    "Synchronise the clocks of this machine and its file server.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new("data folder", CheckState.Fail, $"'{folder}' is not writable: {exception.Message}",
                "Give the user who runs Picket the right to write there, or name another folder with '--data DIR'.");
        }
        finally
        {
            File.Delete(probe);
        }

        return Directory.Exists(dataFolder)
            ? new("data folder", CheckState.Ok, $"'{dataFolder}' is writable", "")
            : new("data folder", CheckState.Ok, $"'{dataFolder}' can be made", "");
    }

    private static Check Clock(TimeProvider time)
    {
        var now = time.GetUtcNow();
        var found = now.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return now >= NoEarlierThan
            ? new("clock", CheckState.Ok, found, "")
            : new("clock", CheckState.Fail, found,
                "Set the clock (PCI DSS 10.6 wants it synchronised, for example with chrony).");
    }

    private static async Task<Check> PortAsync(
        string dataFolder, ListenAddress address, CancellationToken cancellationToken)
    {
        await using (var server = await Connector.FindServerAsync(dataFolder, cancellationToken))
        {
            if (server is not null)
                return new("port", CheckState.Ok, $"a server runs on this folder at {server.Server}", "");
        }

        try
        {
            using var listener = new TcpListener(address.Address, address.Port);
            listener.Start();
            return new("port", CheckState.Ok, $"{address} is free", "");
        }
        catch (SocketException exception)
        {
            return new("port", CheckState.Fail, $"{address} cannot be listened on: {exception.Message}",
                "Stop the program that has the port, or choose another with '--listen HOST:PORT'.");
        }
    }

    private static string ExistingParent(string folder)
    {
        var path = Path.GetFullPath(folder);
        while (!Directory.Exists(path))
            path = Path.GetDirectoryName(path)!;
        return path;
    }

    private static string Mebibytes(long bytes) => $"{bytes / 1024 / 1024} MiB";
}
