using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Picket.Tests.Alerting;

/// <summary>A real HTTP server on a free port of this machine that keeps what it gets and answers as told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _all = [];

    private Receiver(int port, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>Answers a message; 200 by itself.</summary>
    public Func<Received, HttpContext, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public Uri Url => new($"{_app.Urls.First()}/hook");

    /// <summary>Everything that came, also what was answered with an error.</summary>
    public IReadOnlyList<Received> All => [.. _all];

    /// <summary>The ids of the messages taken with 200, in order.</summary>
    public IReadOnlyList<string> Taken => [.. _all.Where(r => r.Status == 200).Select(r => r.Id)];

    public static async Task<Receiver> StartAsync(
        CancellationToken cancellationToken, int port = 0, X509Certificate2? certificate = null)
    {
        var receiver = new Receiver(port, certificate);
        await receiver._app.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>Answers every message with this status.</summary>
    public void AnswerWith(int status) => Answer = (_, context) =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var received = new Received(
            context.Request.Headers["X-Picket-Delivery"].ToString(),
            context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        _all.Enqueue(received);
        await Answer(received, context);
        received.Status = context.Response.StatusCode;
    }
}

/// <summary>A message as it came; <c>Status</c> is what it was answered with, 0 while it has no answer.</summary>
internal sealed record Received(string Id, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public int Status { get; set; }
}
