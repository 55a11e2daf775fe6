using System.CommandLine;

namespace Picket.Commands;

/// <summary><c>picket init</c>: writes a commented configuration to start from.</summary>
internal static class InitCommand
{
    public static Command Create(CommandHost host)
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "Where to write.",
            DefaultValueFactory = _ => ".",
        };
        var force = new Option<bool>("--force") { Description = "Write over files that are there." };
        var command = new Command("init", "Write a commented picket.yaml to start from.") { folder, force };
        return host.Bind(command, async (call, cancellationToken) =>
        {
            await RunAsync(call, call.Value(folder)!, call.Value(force), cancellationToken);
            return ExitCode.Ok;
        });
    }

    private static async Task RunAsync(
        Invocation call, string folder, bool isForced, CancellationToken cancellationToken)
    {
        var files = call.Local.InitialFiles();
        string[] present = [.. files.Select(f => Path.Combine(folder, f.Path)).Where(File.Exists)];
        if (present.Length > 0 && !isForced)
        {
            throw new CliException(ExitCode.Usage, "PKT7070",
                [.. present.Select(p => $"'{p}' is there already; nothing was written. '--force' writes over it.")]);
        }

        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            await File.WriteAllBytesAsync(path, file.Content, cancellationToken);
            call.Say($"Wrote {path}");
        }
    }
}
