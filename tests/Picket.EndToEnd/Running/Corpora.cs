using Picket.EndToEnd.Console;

namespace Picket.EndToEnd.Running;

/// <summary>What lies beside the repository for every test: recorded audit logs, and scripts for a real control plane.</summary>
internal static class Corpora
{
    private static readonly string Root =
        Environment.GetEnvironmentVariable("PICKET_CORPORA") ?? Path.Combine(Repository.Root, "..", "shared");

    /// <summary>Its full path; null where it is not there.</summary>
    public static string? Find(string relative) => Path.GetFullPath(Path.Combine(Root, relative)) is var path && Path.Exists(path) ? path : null;

    /// <summary>Its full path; skips the test where it is not there.</summary>
    public static string Require(string relative)
    {
        var path = Find(relative);
        Assert.SkipWhen(path is null, $"'{relative}' is not there. Set PICKET_CORPORA to the folder that holds it.");
        return path!;
    }
}
