using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Picket.Tests.Cli;

/// <summary>Some other program that answers everything with 200 and remembers what it was shown.</summary>
internal sealed class StrangerServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StrangerServer(WebApplication app) => _app = app;

    public List<string> Requests { get; } = [];

    public Uri Url => new(_app.Urls.Single());

    public static async Task<StrangerServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new StrangerServer(builder.Build());
        server._app.Run(context =>
        {
            server.Requests.Add(string.Join('\n', context.Request.Headers.Select(h => $"{h.Key}: {h.Value}")));
            return context.Response.WriteAsync("ok");
        });
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
