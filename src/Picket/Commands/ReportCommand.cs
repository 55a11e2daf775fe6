using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Picket.Core;
using Picket.Output;
using Picket.Web.Api.Json;

namespace Picket.Commands;

/// <summary><c>picket report</c>: every PCI DSS requirement in one of five states.</summary>
internal static class ReportCommand
{
    private static readonly Column[] Columns =
    [
        Column.Of("ID", "id"), Column.Of("STATE", "state") with { Colour = StateColour },
        Column.Of("TITLE", "title"), Column.Of("REASON", "reason"),
    ];

    public static Command Create(CommandHost host)
    {
        var states = new Option<IReadOnlyList<RequirementState>>("--state")
        {
            Description = "Only requirements in this state; may stand more than once.",
            HelpName = string.Join('|', Words.All<RequirementState>()),
            CustomParser = Choice.ListParser<RequirementState>,
        }.Offering(Words.All<RequirementState>());
        var command = new Command("report", "Show the state of every PCI DSS requirement, and why.") { states };
        return host.Bind(command, (call, cancellationToken) =>
            RunAsync(call, call.Value(states) ?? [], cancellationToken));
    }

    private static async Task<ExitCode> RunAsync(
        Invocation call, IReadOnlyList<RequirementState> states, CancellationToken cancellationToken)
    {
        await using var connection = await call.ConnectAsync(cancellationToken);
        var report = await connection.Operations.ReportAsync(cancellationToken);
        var shown = report.Requirements.Where(r => states.Count == 0 || states.Contains(r.State));
        call.Output.Write(new Listing(Columns, [.. shown.Select(Record)]));
        call.Say(Summary(report));
        return report.Requirements.Any(r => r.State == RequirementState.Fail) ? ExitCode.Findings : ExitCode.Ok;
    }

    private static JsonObject Record(RequirementResult requirement) =>
        JsonSerializer.SerializeToNode(requirement, ApiJson.Default.RequirementResult)!.AsObject();

    private static string Summary(Report report)
    {
        var counts = report.Requirements.GroupBy(r => r.State).OrderBy(g => g.Key)
            .Select(g => $"{g.Count()} {Words.Of(g.Key)}");
        var period = string.Create(CultureInfo.InvariantCulture, $"{report.From:yyyy-MM-dd} to {report.To:yyyy-MM-dd}");
        return $"{report.Catalogue} {report.Version}, {period}: {string.Join(", ", counts)}";
    }

    private static string? StateColour(string state) => state switch
    {
        "pass" => "green",
        "fail" => "bold red",
        "no-data" or "human-evidence-due" => "yellow",
        _ => null,
    };
}
