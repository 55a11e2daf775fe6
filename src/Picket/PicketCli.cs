using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Picket.Commands;
using Picket.Core;
using Picket.Output;
using Picket.Web.Api.Client;

namespace Picket;

/// <summary>
/// The command line: finds the command, runs it, and turns whatever goes wrong into a sentence and an exit code.
/// </summary>
internal static class PicketCli
{
    /// <summary>Runs one command. The result is an <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(string[] args, CliServices services, CancellationToken cancellationToken)
    {
        try
        {
            return await InvokeAsync(args, services, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (int)ExitCode.Stopped;
        }
        catch (Exception exception)
        {
            var (exit, messages) = Explain(exception);
            foreach (var message in messages)
                services.Terminal.Error.WriteLine($"picket: {Printable.Of(message)}");
            return (int)exit;
        }
        finally
        {
            await services.Terminal.Out.FlushAsync(CancellationToken.None);
        }
    }

    private static async Task<int> InvokeAsync(string[] args, CliServices services, CancellationToken cancellationToken)
    {
        var parsed = CreateRoot(services).Parse(args);
        if (parsed.Action is ParseErrorAction)
            return Complain(parsed, services.Terminal.Error);

        var configuration = new InvocationConfiguration
        {
            Output = services.Terminal.Out,
            Error = services.Terminal.Error,
            EnableDefaultExceptionHandler = false,
            // StopSignal cancels instead, and leaves a server the time it needs.
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(configuration, cancellationToken);
    }

    private static RootCommand CreateRoot(CliServices services)
    {
        var host = new CommandHost(services);
        var root = new RootCommand("Picket keeps watch over Kubernetes clusters that hold cardholder data.")
        {
            host.Data, host.Config, host.Format,
            UpCommand.Create(host), IngestCommand.Create(host), QueryCommand.Create(host), AlertsCommand.Create(host),
            ReportCommand.Create(host), EvidenceCommand.Create(host), StoreCommand.Create(host),
            OutboxCommand.Create(host), WatchlistCommand.Create(host), TestCommand.Create(host), InitCommand.Create(host), DoctorCommand.Create(host),
            CompletionCommand.Create(host), VersionCommand.Create(host),
        };
        // Without the names for Windows prompts, which completion would offer everywhere.
        root.Options.Remove(root.Options.Single(o => o is HelpOption));
        root.Options.Add(new HelpOption("--help", "-h"));
        root.SetAction(parsed =>
        {
            new HelpAction().Invoke(parsed);
            return (int)ExitCode.Usage;
        });
        return root;
    }

    private static int Complain(ParseResult parsed, TextWriter error)
    {
        foreach (var message in parsed.Errors.Select(e => e.Message).Distinct(StringComparer.Ordinal))
            error.WriteLine($"picket: PKT7001: {Printable.Of(message)}");
        error.WriteLine($"Run '{CommandPath(parsed)} --help' to see what it takes.");
        return (int)ExitCode.Usage;
    }

    private static string CommandPath(ParseResult parsed)
    {
        List<string> names = [];
        for (var result = parsed.CommandResult; result is { Command: not RootCommand };
             result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Insert(0, result.Command.Name);
        }

        return string.Join(' ', names.Prepend("picket"));
    }

    private static (ExitCode Exit, IEnumerable<string> Messages) Explain(Exception exception) => exception switch
    {
        CliException e => (e.Exit, e.Messages.Select(m => $"{e.Code}: {m}")),
        // A problem with a place in the text is the writer's; one without is the store's (time or memory ran out).
        QueryException e =>
            (e.Problems.Any(p => p.Line > 0) ? ExitCode.Usage : ExitCode.CouldNotEvaluate, e.Problems.Select(Place)),
        StoreUnavailableException e =>
            (ExitCode.CouldNotEvaluate, [$"PKT7003: The store cannot write now: {e.Message}"]),
        ApiException e => (ExitCode.CouldNotEvaluate, [$"{e.Code}: {e.Message}"]),
        HttpRequestException e => (ExitCode.CouldNotEvaluate,
            [$"PKT7004: The server stopped answering: {e.Message} Is it still running?"]),
        IOException or UnauthorizedAccessException => (ExitCode.CouldNotEvaluate, [$"PKT7005: {exception.Message}"]),
        _ => (ExitCode.CouldNotEvaluate,
        [
            $"PKT7000: Picket failed: {exception.GetType().Name}: {exception.Message}. " +
            "This is a fault in Picket; please report it.",
        ]),
    };

    private static string Place(QueryProblem problem) => problem.Line > 0
        ? $"{problem.Code}: query:{problem.Line}:{problem.Column}: {problem.Message}"
        : $"{problem.Code}: {problem.Message}";
}
