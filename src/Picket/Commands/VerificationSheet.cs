using System.Text.Json.Nodes;
using Picket.Output;

namespace Picket.Commands;

/// <summary>Shows what became of checking a hash chain, and ends with 1 where it is broken.</summary>
internal static class VerificationSheet
{
    private static readonly Column[] Fields =
    [
        Column.Of("Checked", "subject"),
        new("Result", record => record["isWhole"]!.GetValue<bool>() ? "whole" : "BROKEN"),
        Column.Of("Links", "links"), Column.Of("First broken", "firstBroken"),
    ];

    public static ExitCode Write(Invocation call, ChainVerification result)
    {
        var record = new JsonObject
        {
            ["subject"] = result.Subject,
            ["isWhole"] = result.IsWhole,
            ["links"] = result.Links,
            ["firstBroken"] = result.FirstBroken,
            ["problems"] = new JsonArray([.. result.Problems.Select(p => JsonValue.Create(p))]),
        };
        var problems = new Listing([Column.Of("PROBLEM", "problem")],
            [.. result.Problems.Select(p => new JsonObject { ["problem"] = p })]) { Title = "Problems" };
        call.Output.Write(new Sheet(record, Fields, [problems]));
        return result.IsWhole ? ExitCode.Ok : ExitCode.Findings;
    }
}
