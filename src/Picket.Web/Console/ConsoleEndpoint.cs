using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Picket.Web.Console.Parts;

namespace Picket.Web.Console;

/// <summary>Marks an endpoint as the console's, so that the gate guards it and leaves the API alone.</summary>
internal sealed class ConsoleEndpoint
{
    public static ConsoleEndpoint Instance { get; } = new();
}

internal static class NotFoundEndpoint
{
    /// <summary>Answers what nobody else does. Only GET, so that a wrong method on an API path still gets its 405.</summary>
    public static void MapNotFound(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("{**path}", () => Failure.Page(404, "PKT8503", "Page not found",
                "There is nothing at this address. It may be an alert or page of another data folder."))
            .Add(builder => ((RouteEndpointBuilder)builder).Order = int.MaxValue);
}
