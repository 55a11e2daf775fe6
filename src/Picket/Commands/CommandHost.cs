using System.CommandLine;
using Picket.Folders;
using Picket.Output;
using Picket.Web.Api.Json;

namespace Picket.Commands;

/// <summary>Does what a command is for.</summary>
internal delegate Task<ExitCode> CommandBody(Invocation invocation, CancellationToken cancellationToken);

/// <summary>What all commands share: the options every command takes, and the services behind them.</summary>
internal sealed class CommandHost(CliServices services)
{
    public CliServices Services { get; } = services;

    public Option<string?> Data { get; } = new("--data")
    {
        Description = "The data folder (default: 'data' of the configuration, else ./data).",
        HelpName = "DIR",
        Recursive = true,
    };

    public Option<string?> Config { get; } = new("--config")
    {
        Description = "The configuration file (default: picket.yaml in the working directory, if there is one).",
        HelpName = "FILE",
        Recursive = true,
    };

    public Option<OutputFormat> Format { get; } = new Option<OutputFormat>("--output", "-o")
    {
        Description = "How records are written (default: table).",
        HelpName = "table|json|jsonl|yaml",
        Recursive = true,
        CustomParser = Choice.Parser<OutputFormat>,
    }.Offering(Words.All<OutputFormat>());

    /// <summary>Makes the command run the body.</summary>
    public Command Bind(Command command, CommandBody body)
    {
        command.SetAction(async (parsed, cancellationToken) =>
            (int)await body(new Invocation(this, parsed), cancellationToken));
        return command;
    }
}

/// <summary>One call of a command.</summary>
internal sealed class Invocation(CommandHost host, ParseResult parsed)
{
    public CliServices Services => host.Services;

    public ILocalPicket Local => host.Services.Local.Value;

    /// <exception cref="CliException">The configuration is wrong, so nobody knows which folder it means.</exception>
    public LocalTarget Target => field ??= LocalTarget.Of(parsed.GetValue(host.Data), parsed.GetValue(host.Config));

    public OutputFormat Format { get; } = parsed.GetValue(host.Format);

    public OutputWriter Output { get; } = new(host.Services.Terminal, parsed.GetValue(host.Format));

    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    public T? Value<T>(Argument<T> argument) => parsed.GetValue(argument);

    /// <summary>Says something to the person; never part of the data.</summary>
    public void Say(string message) => Services.Terminal.Error.WriteLine(message);

    /// <summary>Connects to the server that runs on the data folder, or opens the folder.</summary>
    public Task<PicketConnection> ConnectAsync(CancellationToken cancellationToken) =>
        new Connector(Services.Local).ConnectAsync(Target, cancellationToken);
}
