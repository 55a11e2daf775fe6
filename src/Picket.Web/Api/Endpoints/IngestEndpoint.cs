using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Picket.Core;
using Picket.Web.Api.Json;

namespace Picket.Web.Api.Endpoints;

/// <summary>POST a piece of an audit file: answered with what became of it, when its events are durable.</summary>
internal static class IngestEndpoint
{
    // A request line of 8 KiB holds it, escaped.
    private const int MaxOriginLength = 4096;

    public static async Task<IResult> AcceptAsync(
        HttpContext context, IOperations operations, CancellationToken cancellationToken)
    {
        if (context.RequestServices.GetService<IIngestReceiver>() is not { } receiver)
            return ApiProblem.NotFound("This server takes no audit files.").ToResult();
        if (DeliveryBody.Refusal(context) is { } refusal)
            return refusal.ToResult();

        var origin = context.Request.Query["origin"].ToString();
        if (origin.Length > MaxOriginLength)
            return ApiProblem.BadValue($"'origin' has {origin.Length} characters; at most {MaxOriginLength} are allowed.").ToResult();
        if (origin.Length == 0)
            origin = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var linesBefore = QueryString.Number(context.Request, "line", 1, int.MaxValue) - 1;
        var reply = await receiver.IngestAsync(context.Request.BodyReader, origin, linesBefore, cancellationToken);
        return DeliveryBody.Result(context, reply, () => TypedResults.Json(reply.Counts, ApiJson.Default.KeptCounts));
    }
}
