using System.IO.Pipelines;
using Picket.Core;
using Picket.Pipeline.Collecting.AuditWebhook;
using Picket.Web.Api;
using WebhookOutcome = Picket.Web.Api.WebhookOutcome;

namespace Picket.Serving;

/// <summary>Puts the collecting room's webhook source behind the HTTP endpoint.</summary>
internal sealed class WebhookReceiver(AuditWebhookSource source, IStore store, string cluster) : IAuditWebhookReceiver
{
    public async Task<WebhookReply> AcceptAsync(PipeReader body, string peer, string named, CancellationToken cancellationToken)
    {
        await using var stream = body.AsStream();
        var outcome = await source.AcceptAsync(stream, peer, named.Length > 0 ? named : cluster, cancellationToken);
        return outcome.Status switch
        {
            200 => WebhookReply.Committed,
            413 => WebhookReply.TooLarge(outcome.Reason),
            503 => WebhookReply.Unavailable(await ExplainAsync(outcome.Reason, cancellationToken), outcome.RetryAfter ?? TimeSpan.FromSeconds(1)),
            _ => new(WebhookOutcome.Malformed, outcome.Reason, TimeSpan.Zero),
        };
    }

    private async Task<string> ExplainAsync(string reason, CancellationToken cancellationToken)
    {
        var status = await store.ReadStatusAsync(cancellationToken);
        return status.Problem.Length > 0 ? $"{reason} {status.Problem}" : reason;
    }
}
