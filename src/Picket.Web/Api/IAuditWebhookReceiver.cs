using System.IO.Pipelines;
using Picket.Core;

namespace Picket.Web.Api;

/// <summary>Takes what a Kubernetes API server posts; the collecting room stands behind it.</summary>
public interface IAuditWebhookReceiver
{
    /// <summary>
    /// Reads one <c>audit.k8s.io</c> EventList and returns when its events are durable, or cannot become so now.
    /// </summary>
    /// <param name="body">The body; its length is bounded by the server.</param>
    /// <param name="peer">The sender's address, for origins and logs.</param>
    /// <param name="cluster">The cluster named in the path; empty when none is.</param>
    /// <param name="cancellationToken">Ends when the sender goes away or the server stops.</param>
    Task<WebhookReply> AcceptAsync(PipeReader body, string peer, string cluster, CancellationToken cancellationToken);
}

/// <summary>What became of a delivery to the webhook.</summary>
public enum WebhookOutcome { Unknown, Committed, Unavailable, TooLarge, Malformed }

/// <summary>
/// The answer to a delivery: only <see cref="WebhookOutcome.Committed"/> tells the sender to forget it.
/// </summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it was not committed; empty when it was.</param>
/// <param name="RetryAfter">When to try again, where trying again can help.</param>
public readonly record struct WebhookReply(WebhookOutcome Outcome, string Reason, TimeSpan RetryAfter)
{
    /// <summary>What was kept; nothing unless it was committed.</summary>
    public KeptCounts Counts { get; private init; }

    /// <summary>All events are durable.</summary>
    public static WebhookReply Committed(KeptCounts counts) =>
        new(WebhookOutcome.Committed, "", TimeSpan.Zero) { Counts = counts };

    /// <summary>Nothing was kept; the same delivery may succeed later.</summary>
    public static WebhookReply Unavailable(string reason, TimeSpan retryAfter) =>
        new(WebhookOutcome.Unavailable, reason, retryAfter);

    /// <summary>The body is larger than allowed.</summary>
    public static WebhookReply TooLarge(string reason) => new(WebhookOutcome.TooLarge, reason, TimeSpan.Zero);

    /// <summary>The body is no EventList, and nothing of it could be kept.</summary>
    public static WebhookReply Malformed(string reason) => new(WebhookOutcome.Malformed, reason, TimeSpan.Zero);
}
