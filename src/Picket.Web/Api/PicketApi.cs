using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Metrics;
using Picket.Web.Api.Access;
using Picket.Web.Api.Endpoints;

namespace Picket.Web.Api;

/// <summary>
/// Puts the HTTP API into a server. The server brings <see cref="Core.IOperations"/> and, where events are pushed to
/// it, <see cref="IAuditWebhookReceiver"/>.
/// </summary>
public static class PicketApi
{
    /// <summary>The meter whose instruments <c>/metrics</c> shows.</summary>
    public const string MeterName = "Picket";

    /// <summary>Adds what the API needs. Ask <see cref="ApiOptions.Check"/> first.</summary>
    /// <exception cref="ArgumentException">The options would leave the server open.</exception>
    public static IServiceCollection AddPicketApi(this IServiceCollection services, ApiOptions options)
    {
        if (options.Check() is [var problem, ..])
            throw new ArgumentException($"{problem.Code}: {problem.Message}", nameof(options));

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<AccessGate>();
        services.AddSingleton<SignInPage>();
        services.AddSingleton<QueryGate>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
            .AddRuntimeInstrumentation()
            .AddPrometheusExporter());
        return services;
    }

    /// <summary>Puts the access rules before everything that follows; call it first.</summary>
    public static IApplicationBuilder UsePicketAccess(this IApplicationBuilder app)
    {
        var gate = app.ApplicationServices.GetRequiredService<AccessGate>();
        return app.Use((context, next) => gate.PassAsync(context, next));
    }

    /// <summary>Lets clients of an HTTPS endpoint show a certificate, for the audit webhook.</summary>
    public static void AllowClientCertificates(this HttpsConnectionAdapterOptions https) =>
        WebhookLock.Configure(https);

    /// <summary>Maps the API, the probes, the metrics, the audit webhook and the sign-in page.</summary>
    public static IEndpointRouteBuilder MapPicketApi(this IEndpointRouteBuilder app)
    {
        var bounds = app.ServiceProvider.GetRequiredService<ApiOptions>().Bounds;
        MapOperations(app, bounds, app.ServiceProvider.GetRequiredService<QueryGate>());
        app.MapGet(ApiRoutes.Live, ProbeEndpoints.LiveAsync);
        app.MapGet(ApiRoutes.Ready, ProbeEndpoints.ReadyAsync);
        app.MapPrometheusScrapingEndpoint(ApiRoutes.Metrics);
        app.MapPost(ApiRoutes.Webhook + "/{**cluster}", WebhookEndpoint.AcceptAsync)
            .WithMetadata(new BodyLimit(bounds.MaxWebhookBytes));
        MapSignIn(app);
        return app;
    }

    private static void MapOperations(IEndpointRouteBuilder app, ApiBounds bounds, QueryGate gate)
    {
        var alerts = new AlertEndpoints(bounds);
        var watch = new WatchEndpoints(bounds);
        Get(ApiRoutes.Alerts, alerts.ListAsync);
        Get(ApiRoutes.Alerts + "/{id}", AlertEndpoints.ShowAsync);
        Post(ApiRoutes.Alerts + "/{id}/state", alerts.ChangeAsync);
        Post(ApiRoutes.Query, gate.Guard(new QueryEndpoint(bounds).RunAsync));
        Get(ApiRoutes.Library, WatchEndpoints.LibraryAsync);
        Get(ApiRoutes.Report, gate.Guard(WatchEndpoints.ReportAsync));
        Post(ApiRoutes.EvidenceExport, gate.Guard(WatchEndpoints.ExportAsync));
        Get(ApiRoutes.Health, WatchEndpoints.HealthAsync);
        Get(ApiRoutes.Deliveries, watch.DeliveriesAsync);
        Post(ApiRoutes.Replay, WatchEndpoints.ReplayAsync);
        app.MapPost(ApiRoutes.Ingest, ApiDoor.Open(IngestEndpoint.AcceptAsync)).WithMetadata(new BodyLimit(bounds.MaxWebhookBytes));
        app.Map(ApiRoutes.Prefix + "{**rest}", ApiDoor.Open((context, _, _) => Task.FromResult(
            ApiProblem.NotFound($"'{context.Request.Path}' is not a path of this API.").ToResult())));

        void Get(string path, ApiHandler handler) => app.MapGet(path, ApiDoor.Open(handler));
        void Post(string path, ApiHandler handler) =>
            app.MapPost(path, ApiDoor.Open(handler)).WithMetadata(new BodyLimit(bounds.MaxRequestBytes));
    }

    private static void MapSignIn(IEndpointRouteBuilder app)
    {
        var page = app.ServiceProvider.GetRequiredService<SignInPage>();
        app.MapGet(ApiRoutes.SignIn, SignInPage.ShowAsync);
        app.MapPost(ApiRoutes.SignIn, page.SubmitAsync);
        app.MapGet(ApiRoutes.SignInStyle, SignInPage.ShowStyleAsync);
        app.MapPost(ApiRoutes.SignOut, SignInPage.SignOutAsync);
    }
}
