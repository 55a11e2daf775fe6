using Picket.Core;

namespace Picket.Pipeline.Collecting.AuditWebhook;

/// <summary>What to answer to a webhook request: an HTTP status, why, and when to come again.</summary>
public sealed record WebhookOutcome(int Status, string Reason, TimeSpan? RetryAfter)
{
    /// <summary>The body is empty: there is nothing to keep.</summary>
    public static WebhookOutcome Empty { get; } =
        new(400, "PKT2301: The body is empty. Send an audit.k8s.io/v1 EventList, or one event a line.", null);

    /// <summary>What was kept; nothing unless the status is 200.</summary>
    public KeptCounts Counts { get; private init; }

    /// <summary>Everything in the body is stored, malformed items in quarantine.</summary>
    public static WebhookOutcome Stored(KeptCounts counts) => new(200, "", null) { Counts = counts };
}
