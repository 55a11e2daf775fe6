using System.CommandLine;
using Picket.Core;
using Picket.Output;
using Picket.Web.Api.Json;

namespace Picket.Commands;

/// <summary><c>picket alerts</c>: lists alerts, shows one, watches for new ones, and changes their state.</summary>
internal static class AlertsCommand
{
    private const int MaxAlerts = 10_000;

    public static Command Create(CommandHost host)
    {
        var id = new Argument<string?>("ID") { Description = "Show one alert.", Arity = ArgumentArity.ZeroOrOne };
        var watch = new Option<bool>("--watch")
        {
            Description = "Go on, and print alerts as they are raised or change.",
        };
        var events = new Option<bool>("--events") { Description = "Show the audit events behind each alert." };
        var states = new Option<IReadOnlyList<AlertChoice>>("--state")
        {
            Description = "Only alerts in this state; may stand more than once (default: open and acknowledged).",
            HelpName = "open|acknowledged|closed|all",
            CustomParser = Choice.ListParser<AlertChoice>,
        }.Offering(Words.All<AlertChoice>());
        var severity = new Option<Severity>("--severity")
        {
            Description = "Only alerts at least this severe.",
            HelpName = "informational|low|medium|high|critical",
            CustomParser = Choice.Parser<Severity>,
        }.Offering(Words.All<Severity>());
        var since = new Option<TimeSpan?>("--since")
        {
            Description = "Only alerts seen within this time, for example 24h.",
            HelpName = "DURATION",
            CustomParser = Durations.Parser,
        };
        var limit = Numbers.Option("--limit", "The most alerts to list.", MaxAlerts, new AlertFilter().Limit);
        var failOn = new Option<Severity>("--fail-on")
        {
            Description = "End with exit code 1 if an alert listed is open and at least this severe.",
            HelpName = "SEVERITY",
            CustomParser = Choice.Parser<Severity>,
        }.Offering(Words.All<Severity>());
        var command = new Command("alerts", "List alerts, latest first; or show one.")
        {
            id, watch, events, states, severity, since, limit, failOn,
        };
        command.Subcommands.Add(
            AlertStateCommand.Create(host, "ack", "Say that somebody is looking.", AlertState.Acknowledged));
        command.Subcommands.Add(
            AlertStateCommand.Create(host, "close", "Say that it is done with.", AlertState.Closed));
        command.Subcommands.Add(
            AlertStateCommand.Create(host, "reopen", "Say that it is not done with.", AlertState.Open));

        return host.Bind(command, (call, cancellationToken) =>
        {
            if (call.Value(id) is { } one)
                return AlertSheet.ShowAsync(call, one, cancellationToken);
            var filter = new AlertFilter
            {
                States = States(call.Value(states) ?? []),
                AtLeast = call.Value(severity),
                Since = call.Value(since) is { } span ? call.Services.Time.GetUtcNow().UtcDateTime - span : null,
                Limit = call.Value(limit),
            };
            return call.Value(watch)
                ? AlertWatch.RunAsync(call, filter, cancellationToken)
                : ListAsync(call, filter, call.Value(events), call.Value(failOn), cancellationToken);
        });
    }

    private static async Task<ExitCode> ListAsync(
        Invocation call, AlertFilter filter, bool withEvents, Severity failOn, CancellationToken cancellationToken)
    {
        await using var connection = await call.ConnectAsync(cancellationToken);
        var alerts = await connection.Operations.AlertsAsync(filter, cancellationToken);
        var needsDetail = withEvents || call.Format != OutputFormat.Table;
        var listing = needsDetail
            ? await AlertRecords.DetailedAsync(connection.Operations, alerts, withEvents, cancellationToken)
            : AlertRecords.Listing(alerts);
        call.Output.Write(listing);
        if (alerts.Count == filter.Limit)
            call.Say($"warning: only the latest {filter.Limit} alerts are shown; ask for more with --limit.");

        var isBad = failOn != Severity.Unknown && alerts.Any(a => a.State == AlertState.Open && a.Severity >= failOn);
        return isBad ? ExitCode.Findings : ExitCode.Ok;
    }

    private static IReadOnlyList<AlertState> States(IReadOnlyList<AlertChoice> choices)
    {
        if (choices.Contains(AlertChoice.All))
            return [];
        return choices.Count == 0 ? [AlertState.Open, AlertState.Acknowledged] : [.. choices.Select(c => c switch
        {
            AlertChoice.Open => AlertState.Open,
            AlertChoice.Acknowledged => AlertState.Acknowledged,
            _ => AlertState.Closed,
        })];
    }

    private enum AlertChoice { Open, Acknowledged, Closed, All }
}
