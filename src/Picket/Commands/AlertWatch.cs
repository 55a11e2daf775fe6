using Picket.Core;
using Picket.Output;
using Picket.Web.Api.Json;

namespace Picket.Commands;

/// <summary><c>picket alerts --watch</c>: one line for every alert that is new, worse, or in another state.</summary>
internal static class AlertWatch
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ReconnectPause = TimeSpan.FromSeconds(2);

    public static async Task<ExitCode> RunAsync(
        Invocation call, AlertFilter filter, CancellationToken cancellationToken)
    {
        if (call.Format is not (OutputFormat.Table or OutputFormat.Jsonl))
            throw CliException.Usage("PKT7041",
                "A watch never ends, so it cannot be one document: use '-o jsonl' with '--watch'.");

        await using var connection = await call.ConnectAsync(cancellationToken);
        if (connection.Server is null)
        {
            throw CliException.CouldNotEvaluate("PKT7042",
                $"No server is running on '{call.Target.DataFolder}', so no alert can be raised. " +
                "Start one with 'picket up'.");
        }

        call.Say($"Watching {connection.Server}; Ctrl+C ends.");
        var seen = new Dictionary<string, (AlertState State, Severity Severity)>(StringComparer.Ordinal);
        // Alerts are asked for in every state: one that is closed must be told of, not vanish.
        var everything = filter with { States = [] };
        try
        {
            while (true)
            {
                await LookAsync(call, connection.Operations, everything, filter.States, seen, cancellationToken);
                await Task.Delay(Pause, call.Services.Time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
    }

    private static async Task LookAsync(
        Invocation call, IOperations operations, AlertFilter filter, IReadOnlyList<AlertState> states,
        Dictionary<string, (AlertState State, Severity Severity)> seen, CancellationToken cancellationToken)
    {
        IReadOnlyList<Alert> alerts;
        try
        {
            alerts = await operations.AlertsAsync(filter, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            call.Say($"warning: the server does not answer ({exception.HttpRequestError}); trying again.");
            await Task.Delay(ReconnectPause, call.Services.Time, cancellationToken);
            return;
        }

        foreach (var alert in alerts.Reverse())
        {
            var isKnown = seen.TryGetValue(alert.Id, out var before);
            var isShown = isKnown || states.Count == 0 || states.Contains(alert.State);
            if (!isShown || (isKnown && before == (alert.State, alert.Severity)))
                continue;
            seen[alert.Id] = (alert.State, alert.Severity);
            Print(call, alert);
        }
    }

    private static void Print(Invocation call, Alert alert)
    {
        var output = call.Services.Terminal.Out;
        output.WriteLine(call.Format == OutputFormat.Jsonl
            ? JsonFormat.Line(AlertRecords.Of(alert))
            : Printable.Of($"{alert.Last:yyyy-MM-dd HH:mm:ss}Z  {alert.Id}  {Words.Of(alert.Severity),-13}  " +
                $"{Words.Of(alert.State),-12}  {alert.Title}: {alert.Summary}"));
        output.Flush();
    }
}
