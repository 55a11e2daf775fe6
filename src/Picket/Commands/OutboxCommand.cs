using System.CommandLine;
using System.Text.Json;
using Picket.Core;
using Picket.Output;
using Picket.Web.Api.Json;

namespace Picket.Commands;

/// <summary><c>picket outbox list|replay</c>: deliveries to outputs, and a second chance for the dead ones.</summary>
internal static class OutboxCommand
{
    private const int MaxDeliveries = 10_000;

    private static readonly Column[] Columns =
    [
        Column.Of("ID", "id"), Column.Of("OUTPUT", "output"), Column.Of("STATE", "state"),
        Column.OfNumber("TRIES", "attempts"),
        new("CREATED", record => AlertRecords.Time(record["created"])),
        new("NEXT", record => AlertRecords.Time(record["nextAttempt"])),
        Column.Of("ALERT", "alertId"), Column.Of("LAST ERROR", "lastError"),
    ];

    public static Command Create(CommandHost host)
    {
        var command = new Command("outbox", "Look after deliveries of alerts to outputs.");
        command.Subcommands.Add(CreateList(host));
        command.Subcommands.Add(CreateReplay(host));
        return command;
    }

    private static Command CreateList(CommandHost host)
    {
        var state = new Option<DeliveryState>("--state")
        {
            Description = "Which deliveries (default: dead).",
            HelpName = string.Join('|', Words.All<DeliveryState>()),
            CustomParser = Choice.Parser<DeliveryState>,
            DefaultValueFactory = _ => DeliveryState.Dead,
        }.Offering(Words.All<DeliveryState>());
        var limit = Numbers.Option("--limit", "The most deliveries to list.", MaxDeliveries, 100);
        return host.Bind(new Command("list", "List deliveries, oldest first.") { state, limit },
            async (call, cancellationToken) =>
        {
            await using var connection = await call.ConnectAsync(cancellationToken);
            var deliveries = await connection.Operations.DeliveriesAsync(call.Value(state), call.Value(limit),
                cancellationToken);
            call.Output.Write(new Listing(Columns,
                [.. deliveries.Select(d => JsonSerializer.SerializeToNode(d, ApiJson.Default.Delivery)!.AsObject())]));
            return ExitCode.Ok;
        });
    }

    private static Command CreateReplay(CommandHost host)
    {
        var output = new Argument<string?>("OUTPUT")
        {
            Description = "Only deliveries to this output.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return host.Bind(new Command("replay", "Put dead deliveries back in line.") { output },
            async (call, cancellationToken) =>
        {
            await using var connection = await call.ConnectAsync(cancellationToken);
            var replayed = await connection.Operations.ReplayDeliveriesAsync(call.Value(output), cancellationToken);
            call.Output.Write(new Sheet(new() { ["replayed"] = replayed }, [Column.Of("Replayed", "replayed")], []));
            return ExitCode.Ok;
        });
    }
}
