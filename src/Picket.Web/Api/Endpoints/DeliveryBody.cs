using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Picket.Web.Api.Endpoints;

/// <summary>What deliveries of audit events have in common, whoever sends them.</summary>
internal static class DeliveryBody
{
    /// <summary>Why the body is not even read; null when it can be.</summary>
    public static ApiProblem? Refusal(HttpContext context)
    {
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        if (encoding.Length > 0)
            return ApiProblem.WrongEncoding(encoding);
        var limit = RequestBody.Limit(context);
        return context.Request.ContentLength > limit ? ApiProblem.TooLarge(limit) : null;
    }

    /// <summary>The answer to a delivery.</summary>
    public static IResult Result(HttpContext context, WebhookReply reply, Func<IResult> whenCommitted)
    {
        switch (reply.Outcome)
        {
            case WebhookOutcome.Committed:
                return whenCommitted();
            case WebhookOutcome.TooLarge:
                return (ApiProblem.TooLarge(RequestBody.Limit(context)) with { Detail = reply.Reason }).ToResult();
            case WebhookOutcome.Malformed:
                return ApiProblem.BadBody(reply.Reason).ToResult();
            case WebhookOutcome.Unavailable:
                ApiDoor.SetRetryAfter(context, reply.RetryAfter);
                return ApiProblem.StoreUnavailable(reply.Reason).ToResult();
            case WebhookOutcome.Unknown:
            default:
                throw new UnreachableException($"The receiver of deliveries answered {reply.Outcome}.");
        }
    }
}
