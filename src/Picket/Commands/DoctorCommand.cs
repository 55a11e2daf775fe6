using System.CommandLine;
using System.Text.Json.Nodes;
using Picket.Output;
using Picket.Web.Api;
using Picket.Web.Api.Json;

namespace Picket.Commands;

/// <summary>
/// <c>picket doctor</c>: looks at everything that could keep Picket from its work, and says what to do.
/// </summary>
internal static class DoctorCommand
{
    private static readonly Column[] Columns =
    [
        Column.Of("STATE", "state") with { Colour = StateColour },
        Column.Of("CHECK", "check"), Column.Of("FOUND", "found"), Column.Of("WHAT TO DO", "advice"),
    ];

    public static Command Create(CommandHost host)
    {
        var listen = new Option<string>("--listen")
        {
            Description = "The address that 'picket up' would listen on.",
            HelpName = "HOST:PORT",
            DefaultValueFactory = _ => ListenAddress.Default.ToString(),
        };
        var command = new Command("doctor",
            "Check this machine, the configuration, the rules and the store.") { listen };
        return host.Bind(command, (call, cancellationToken) => RunAsync(call, call.Value(listen)!, cancellationToken));
    }

    private static async Task<ExitCode> RunAsync(Invocation call, string listen, CancellationToken cancellationToken)
    {
        if (!ListenAddress.TryParse(listen, out var address, out var problem))
            throw CliException.Usage("PKT7080", $"--listen: {problem}.");

        IReadOnlyList<Check> checks =
        [
            .. await MachineChecks.RunAsync(call.Target.DataFolder, address, call.Services.Time, cancellationToken),
            .. await call.Local.ExamineAsync(call.Target, cancellationToken),
        ];
        call.Output.Write(new Listing(Columns, [.. checks.Select(Record)]));
        return checks.Any(c => c.State == CheckState.Fail) ? ExitCode.Findings : ExitCode.Ok;
    }

    private static JsonObject Record(Check check) => new()
    {
        ["state"] = Words.Of(check.State),
        ["check"] = check.Name,
        ["found"] = check.Found,
        ["advice"] = check.Advice,
    };

    private static string? StateColour(string state) => state switch
    {
        "ok" => "green",
        "warn" => "yellow",
        "fail" => "bold red",
        _ => null,
    };
}
