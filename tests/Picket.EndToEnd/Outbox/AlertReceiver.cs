using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Picket.EndToEnd.Outbox;

/// <summary>One message as it came, and whether it was taken.</summary>
internal sealed record Attempt(string Delivery, string Alert, string Reason, bool IsTaken);

/// <summary>Somebody else's service that hears of alerts; it fails for as long as it is told to.</summary>
internal sealed class AlertReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Attempt> _attempts = new();

    private AlertReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/hook", TakeAsync);
    }

    /// <summary>Whether it answers 200; otherwise 500.</summary>
    public bool IsWell { get; set; }

    public IReadOnlyList<Attempt> Attempts => [.. _attempts];

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/hook";

    public static async Task<AlertReceiver> StartAsync()
    {
        var receiver = new AlertReceiver();
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var isTaken = IsWell;
        using var message = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        _attempts.Enqueue(new(
            context.Request.Headers["X-Picket-Delivery"].ToString(),
            message.RootElement.GetProperty("alert").GetProperty("id").GetString()!,
            message.RootElement.GetProperty("reason").GetString()!, isTaken));
        context.Response.StatusCode = isTaken ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError;
    }
}
