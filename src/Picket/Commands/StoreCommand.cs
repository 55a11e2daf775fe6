using System.CommandLine;
using System.Text.Json;
using Picket.Output;
using Picket.Web.Api.Json;

namespace Picket.Commands;

/// <summary><c>picket store verify|status</c>.</summary>
internal static class StoreCommand
{
    private static readonly Column[] Fields =
    [
        Column.Of("Audit events", "auditEvents"), new("Oldest", record => AlertRecords.Time(record["oldest"])),
        new("Newest", record => AlertRecords.Time(record["newest"])), Column.Of("Not yet sealed", "hotEvents"),
        Column.Of("Sealed segments", "segments"), Column.Of("Sealed bytes", "sealedBytes"),
        Column.Of("Chain length", "chainLength"), Column.Of("Chain head", "chainHead"), Column.Of("Problem", "problem"),
    ];

    public static Command Create(CommandHost host)
    {
        var command = new Command("store", "Look after what is kept.");
        command.Subcommands.Add(host.Bind(new Command("verify", "Check every sealed segment against the hash chain."),
            async (call, cancellationToken) =>
            {
                if (!Directory.Exists(call.Target.DataFolder))
                    throw CliException.CouldNotEvaluate("PKT7010",
                        $"There is no data folder '{call.Target.DataFolder}'. Name the right one with '--data DIR'.");
                return VerificationSheet.Write(call, await call.Local.VerifyStoreAsync(call.Target, cancellationToken));
            }));
        command.Subcommands.Add(
            host.Bind(new Command("status", "Show what the store holds and whether it can write."), StatusAsync));
        return command;
    }

    private static async Task<ExitCode> StatusAsync(Invocation call, CancellationToken cancellationToken)
    {
        await using var connection = await call.ConnectAsync(cancellationToken);
        var status = (await connection.Operations.HealthAsync(cancellationToken)).Store;
        var record = JsonSerializer.SerializeToNode(status, ApiJson.Default.StoreStatus)!.AsObject();
        call.Output.Write(new Sheet(record, Fields, []));
        return status.Problem.Length == 0 ? ExitCode.Ok : ExitCode.Findings;
    }
}
