using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using Picket.Output;

namespace Picket.Commands;

/// <summary><c>picket version</c>.</summary>
internal static class VersionCommand
{
    private static readonly Column[] Fields =
        [Column.Of("picket", "version"), Column.Of("runtime", "runtime"), Column.Of("system", "system")];

    /// <summary>The version, with the commit it was built from where that is known.</summary>
    public static string Version { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;

    public static Command Create(CommandHost host) =>
        host.Bind(new Command("version", "Show what is running here."), (call, _) =>
        {
            call.Output.Write(new Sheet(
                new()
                {
                    ["version"] = Version,
                    ["runtime"] = RuntimeInformation.FrameworkDescription,
                    ["system"] = RuntimeInformation.RuntimeIdentifier,
                },
                Fields, []));
            return Task.FromResult(ExitCode.Ok);
        });
}
