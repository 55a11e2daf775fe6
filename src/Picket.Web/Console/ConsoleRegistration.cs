using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Picket.Web.Console.Alerts;
using Picket.Web.Console.Assets;
using Picket.Web.Console.Health;
using Picket.Web.Console.Hunt;
using Picket.Web.Console.Parts;

namespace Picket.Web.Console;

/// <summary>Puts the console into a host. It needs an <see cref="Core.IOperations"/> among the services.</summary>
public static class ConsoleRegistration
{
    /// <summary>Adds what the console's pages and forms need.</summary>
    public static IServiceCollection AddPicketConsole(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.FormFieldName = "picket-form";
            options.Cookie.Name = "picket-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>
    /// Serves the console at the root, with its security headers. Call it after authentication, if there is any; what is
    /// returned takes conventions for all of its endpoints.
    /// </summary>
    public static IEndpointConventionBuilder MapPicketConsole(this WebApplication app)
    {
        app.UseMiddleware<ConsoleGate>();
        app.UseAntiforgery();

        var group = app.MapGroup("").WithMetadata(ConsoleEndpoint.Instance);
        group.MapRazorComponents<App>();
        group.MapConsoleAssets();
        group.MapThemeForm();
        group.MapAlertForms();
        group.MapDeliveryForms();
        group.MapResultDownloads();
        group.MapNotFound();
        return group;
    }
}
