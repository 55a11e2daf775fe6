using System.IO.Pipelines;
using Picket.Core;
using Picket.Pipeline.Collecting.AuditWebhook;
using Picket.Web.Api;
using WebhookOutcome = Picket.Web.Api.WebhookOutcome;

namespace Picket.Serving;

/// <summary>Puts the collecting room's webhook source behind the HTTP endpoints.</summary>
internal sealed class WebhookReceiver(AuditWebhookSource source, IStore store, string cluster) : IAuditWebhookReceiver, IIngestReceiver
{
    public Task<WebhookReply> AcceptAsync(PipeReader body, string peer, string named, CancellationToken cancellationToken) =>
        AcceptAsync(body, new BodyOrigin(peer, 0), named.Length > 0 ? named : cluster, cancellationToken);

    public Task<WebhookReply> IngestAsync(PipeReader body, string origin, long linesBefore, CancellationToken cancellationToken) =>
        AcceptAsync(body, new BodyOrigin(origin, linesBefore), cluster, cancellationToken);

    private async Task<WebhookReply> AcceptAsync(PipeReader body, BodyOrigin origin, string named, CancellationToken cancellationToken)
    {
        await using var stream = body.AsStream();
        var outcome = await source.AcceptAsync(stream, origin, named, cancellationToken);
        return outcome.Status switch
        {
            200 => WebhookReply.Committed(outcome.Counts),
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
