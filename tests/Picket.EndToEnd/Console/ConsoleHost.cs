using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Picket.Core;
using Picket.Web.Console;

namespace Picket.EndToEnd.Console;

/// <summary>The console on a free loopback port, over sample operations.</summary>
internal sealed class ConsoleHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ConsoleHost(WebApplication app, SampleOperations operations)
    {
        _app = app;
        Operations = operations;
    }

    public SampleOperations Operations { get; }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>A client that follows no redirect.</summary>
    public HttpClient NewClient() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(Address) };

    public static async Task<ConsoleHost> StartAsync(CancellationToken cancellationToken)
    {
        var operations = new SampleOperations();

        // Neither the current folder nor an environment may matter: the console carries its assets with it.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = Path.GetTempPath(), EnvironmentName = "Production",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IOperations>(operations);
        builder.Services.AddSingleton<TimeProvider>(new SampleClock());
        builder.Services.AddPicketConsole();

        var app = builder.Build();
        app.MapPicketConsole();
        app.MapGet("/api/only-get", () => "api");
        await app.StartAsync(cancellationToken);
        return new(app, operations);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
