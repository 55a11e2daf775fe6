using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Picket.Web.Api.Endpoints;

/// <summary>
/// POST /audit/webhook: 200 only when the events are durable, so that the sender keeps them until then.
/// </summary>
internal static class WebhookEndpoint
{
    public static async Task AcceptAsync(HttpContext context)
    {
        var result = await ApiDoor.ResultAsync(context, () => AnswerAsync(context));
        await result.ExecuteAsync(context);
    }

    private static async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (context.RequestServices.GetService<IAuditWebhookReceiver>() is not { } receiver)
            return ApiProblem.NotFound("No source of kind 'auditWebhook' is configured.").ToResult();

        if (DeliveryBody.Refusal(context) is { } refusal)
            return refusal.ToResult();

        var peer = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var cluster = context.Request.RouteValues["cluster"] as string ?? "";
        var reply = await receiver.AcceptAsync(context.Request.BodyReader, peer, cluster, context.RequestAborted);
        return DeliveryBody.Result(context, reply, () => TypedResults.Ok());
    }
}
