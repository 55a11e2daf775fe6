using System.CommandLine;
using Picket.Core;
using Picket.Output;
using Picket.Web.Api.Json;

namespace Picket.Commands;

/// <summary><c>picket alerts ack|close|reopen</c>: changes an alert's state, with who and why.</summary>
internal static class AlertStateCommand
{
    public static Command Create(CommandHost host, string name, string description, AlertState state)
    {
        var id = new Argument<string>("ID") { Description = "The alert." };
        var note = new Option<string>("--note")
        {
            Description = "Why; it is kept in the alert's history.",
            HelpName = "TEXT",
        };
        var by = new Option<string?>("--by")
        {
            Description = "Who (default: the user running the command).",
            HelpName = "NAME",
        };
        return host.Bind(new Command(name, description) { id, note, by }, async (call, cancellationToken) =>
        {
            await using var connection = await call.ConnectAsync(cancellationToken);
            var changed = await connection.Operations.ChangeAlertAsync(
                call.Value(id)!, state, call.Value(by) ?? call.Services.UserName, call.Value(note) ?? "",
                cancellationToken)
                ?? throw AlertSheet.Missing(call.Value(id)!);
            if (call.Format == OutputFormat.Table)
                call.Say($"Alert {changed.Id} is now {Words.Of(changed.State)}.");
            else
                call.Output.Write(new Sheet(AlertRecords.Of(changed), [], []));
            return ExitCode.Ok;
        });
    }
}
