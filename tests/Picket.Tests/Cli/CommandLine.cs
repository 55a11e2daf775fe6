using Microsoft.Extensions.Time.Testing;
using Picket.Terminals;
using Picket.Tests.Web;
using Xunit;

namespace Picket.Tests.Cli;

/// <summary>A command line in a folder of its own, with this machine's Picket behind it.</summary>
internal sealed class CommandLine : IDisposable
{
    public KnownLocal Local { get; } = new();

    /// <summary>A folder of this test alone.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("picket-cli-").FullName;

    public string Data => Path.Combine(Folder, "data");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(KnownOperations.Noon));

    /// <summary>What is piped in.</summary>
    public string Input { get; init; } = "";

    public bool IsInteractive { get; init; }

    public bool HasColour { get; init; }

    /// <summary>Runs a command on the test's data folder, which is made if it is not there.</summary>
    public Task<Outcome> RunAsync(params string[] args)
    {
        Directory.CreateDirectory(Data);
        return RunBareAsync(TestContext.Current.CancellationToken, [.. args, "--data", Data]);
    }

    /// <summary>Runs a command just as given.</summary>
    public async Task<Outcome> RunBareAsync(CancellationToken cancellationToken, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var services = new CliServices(
            new Terminal(new StringReader(Input), output, error, IsInteractive, HasColour, 160),
                new Lazy<ILocalPicket>(Local), Time, "tester");
        var exit = await PicketCli.RunAsync(args, services, cancellationToken);
        return new((ExitCode)exit, output.ToString(), error.ToString());
    }

    /// <summary>Makes a file in the test's folder and returns its path.</summary>
    public string FileOf(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>How a command ended and what it wrote.</summary>
internal sealed record Outcome(ExitCode Exit, string Out, string Error);
