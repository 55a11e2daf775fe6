using System.CommandLine;
using Picket.Web.Api;

namespace Picket.Commands;

/// <summary><c>picket up</c>: runs the server.</summary>
internal static class UpCommand
{
    public static Command Create(CommandHost host)
    {
        var demo = new Option<bool>("--demo")
        {
            Description = "Play a recorded attack on a cluster, with its times moved so that it ends now.",
        };
        var listen = new Option<string?>("--listen")
        {
            Description = "Where to listen (default: 127.0.0.1:8480). Beyond loopback an access token is required.",
            HelpName = "HOST:PORT",
        };
        listen.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text
                && !ListenAddress.TryParse(text, out _, out var problem))
                result.AddError($"--listen: {problem}.");
        });
        var command = new Command("up",
            "Run the server: collect, detect, alert, and serve the console and the API.") { demo, listen };
        return host.Bind(command, (call, cancellationToken) => call.Local.UpAsync(
            new(call.Target, call.Value(listen), call.Value(demo), call.Format), cancellationToken));
    }
}
