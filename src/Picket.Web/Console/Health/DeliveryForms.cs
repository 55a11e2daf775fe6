using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Picket.Core;
using Picket.Web.Console.Parts;

namespace Picket.Web.Console.Health;

/// <summary>What the health page's form posts.</summary>
internal static class DeliveryForms
{
    public static void MapDeliveryForms(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/health/replay", ReplayAsync).WithMetadata(Forms.Antiforgery, Forms.SizeLimit);

    private static async Task<IResult> ReplayAsync(HttpContext context, IOperations operations) => Forms.IsGenuine(context)
        ? Forms.SeeOther($"/health?replayed={await operations.ReplayDeliveriesAsync(null, context.RequestAborted)}")
        : Forms.Expired();
}
