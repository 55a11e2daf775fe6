using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Picket.Core;
using Picket.Web.Api;
using Picket.Web.Api.Client;
using Xunit;

namespace Picket.Tests.Web;

/// <summary>A real server on a free loopback port, with known operations behind it.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    public const string AccessToken = "access-0123456789abcdef";
    public const string LocalToken = "local-0123456789abcdef";

    private readonly WebApplication _app;

    private ApiHost(WebApplication app, KnownOperations operations)
    {
        _app = app;
        Operations = operations;
        Url = new(app.Urls.Single());
    }

    public KnownOperations Operations { get; }

    public Uri Url { get; }

    /// <summary>Open on loopback, as <c>picket up</c> starts it.</summary>
    public static ApiOptions Open { get; } = new() { Listen = [ListenAddress.Default], LocalToken = LocalToken };

    /// <summary>As beyond loopback: a token is required.</summary>
    public static ApiOptions Guarded { get; } = Open with { AccessToken = AccessToken };

    public static async Task<ApiHost> StartAsync(
        ApiOptions options, IAuditWebhookReceiver? receiver = null, X509Certificate2? certificate = null,
        IIngestReceiver? ingest = null)
    {
        var operations = new KnownOperations();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => Secure(listen, certificate)));
        builder.Services.AddPicketApi(options);
        builder.Services.AddSingleton<IOperations>(operations);
        if (receiver is not null)
            builder.Services.AddSingleton(receiver);
        if (ingest is not null)
            builder.Services.AddSingleton(ingest);

        var app = builder.Build();
        app.UsePicketAccess();
        app.UseRouting();
        app.MapPicketApi();
        app.MapGet("/", () => "console");
        app.MapPost("/form", () => "changed");
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, operations);
    }

    /// <summary>A bare client that follows no redirects, keeps no cookies and sends nothing by itself.</summary>
    public HttpClient Browser() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Url };

    public HttpClient Program(string? token) => ApiClient.CreateHttp(Url, token, TimeSpan.FromSeconds(5), certificate: null);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private static void Secure(ListenOptions listen, X509Certificate2? certificate)
    {
        if (certificate is not null)
        {
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.AllowClientCertificates();
            });
        }
    }
}
