namespace Picket.Pipeline.Collecting.AuditWebhook;

/// <summary>Bounds of the audit webhook.</summary>
public sealed record AuditWebhookOptions
{
    /// <summary>The configured name.</summary>
    public required string Name { get; init; }

    /// <summary>What the source calls itself: where a person, not an API server, sends the bodies, something else.</summary>
    public string Kind { get; init; } = "auditWebhook";

    /// <summary>The longest body taken, in bytes. The API server's own batches stay far below.</summary>
    public int MaxBodyBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How many bodies may wait to be read; a further one is told to come again.</summary>
    public int MaxWaiting { get; init; } = 64;

    /// <summary>How long a request waits for its events to be stored. The API server itself gives up after 30 s.</summary>
    public TimeSpan CommitTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>When a refused sender should come again.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);
}
