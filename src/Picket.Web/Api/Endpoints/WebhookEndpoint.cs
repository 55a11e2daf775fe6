using System.Diagnostics;
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

        var encoding = context.Request.Headers.ContentEncoding.ToString();
        if (encoding.Length > 0)
            return ApiProblem.WrongEncoding(encoding).ToResult();
        var limit = RequestBody.Limit(context);
        if (context.Request.ContentLength > limit)
            return ApiProblem.TooLarge(limit).ToResult();

        var peer = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var cluster = context.Request.RouteValues["cluster"] as string ?? "";
        var reply = await receiver.AcceptAsync(context.Request.BodyReader, peer, cluster, context.RequestAborted);
        return Result(context, reply);
    }

    private static IResult Result(HttpContext context, WebhookReply reply)
    {
        switch (reply.Outcome)
        {
            case WebhookOutcome.Committed:
                return TypedResults.Ok();
            case WebhookOutcome.TooLarge:
                return (ApiProblem.TooLarge(RequestBody.Limit(context)) with { Detail = reply.Reason }).ToResult();
            case WebhookOutcome.Malformed:
                return ApiProblem.BadBody(reply.Reason).ToResult();
            case WebhookOutcome.Unavailable:
                ApiDoor.SetRetryAfter(context, reply.RetryAfter);
                return ApiProblem.StoreUnavailable(reply.Reason).ToResult();
            case WebhookOutcome.Unknown:
            default:
                throw new UnreachableException($"The webhook's receiver answered {reply.Outcome}.");
        }
    }
}
