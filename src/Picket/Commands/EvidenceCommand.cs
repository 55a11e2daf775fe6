using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Picket.Core;
using Picket.Output;

namespace Picket.Commands;

/// <summary><c>picket evidence export|verify</c>.</summary>
internal static class EvidenceCommand
{
    private static readonly Column[] Columns =
        [Column.Of("FILE", "path"), Column.OfNumber("BYTES", "bytes"), Column.Of("SHA-256", "sha256")];

    public static Command Create(CommandHost host)
    {
        var command = new Command("evidence", "Export the evidence ledger, or verify an export.");
        command.Subcommands.Add(CreateExport(host));
        command.Subcommands.Add(CreateVerify(host));
        return command;
    }

    private static Command CreateExport(CommandHost host)
    {
        var target = new Option<string>("--out")
        {
            Description = "The folder to write; it must be new or empty.",
            HelpName = "DIR",
            Required = true,
        };
        var command = new Command("export",
            "Evaluate every requirement, write the result to the ledger, and export it all.") { target };
        return host.Bind(command, (call, cancellationToken) =>
            ExportAsync(call, call.Value(target)!, cancellationToken));
    }

    private static Command CreateVerify(CommandHost host)
    {
        var folder = new Argument<string>("DIR") { Description = "The exported folder." };
        var command = new Command("verify", "Verify an export on nothing but its own files.") { folder };
        return host.Bind(command, async (call, cancellationToken) =>
        {
            var path = call.Value(folder)!;
            if (!Directory.Exists(path))
                throw CliException.Usage("PKT7050",
                    $"There is no folder '{path}'. Name one that 'picket evidence export' wrote.");
            return VerificationSheet.Write(call, await call.Local.VerifyEvidenceAsync(path, cancellationToken));
        });
    }

    private static async Task<ExitCode> ExportAsync(Invocation call, string target, CancellationToken cancellationToken)
    {
        ExportFolder.Check(target);
        await using var connection = await call.ConnectAsync(cancellationToken);
        var files = await connection.Operations.ExportEvidenceAsync(cancellationToken);
        await ExportFolder.WriteAsync(target, files, cancellationToken);
        call.Output.Write(new Listing(Columns, [.. files.Select(Record)]));
        call.Say($"Exported to '{target}'. Verify it anywhere with 'picket evidence verify {target}'.");
        return ExitCode.Ok;
    }

    private static JsonObject Record(ExportFile file) => new()
    {
        ["path"] = file.Path,
        ["bytes"] = file.Content.Length,
        ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)),
    };
}
