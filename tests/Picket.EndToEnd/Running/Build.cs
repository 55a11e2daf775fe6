using System.Runtime.InteropServices;

namespace Picket.EndToEnd.Running;

/// <summary>The program as it was built with these tests.</summary>
internal static class Build
{
    /// <summary>The launcher that the build made, in the tests' own configuration (the last part of their folder).</summary>
    public static string Program { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Picket", new DirectoryInfo(AppContext.BaseDirectory).Name, "picket"));

    /// <summary>Where the runtime of these tests lies: the program finds its own there, wherever it is installed.</summary>
    public static string RuntimeRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
}
