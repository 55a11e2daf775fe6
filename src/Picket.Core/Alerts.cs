namespace Picket.Core;

/// <summary>Where an alert stands.</summary>
public enum AlertState { Unknown, Open, Acknowledged, Closed }

/// <summary>Somebody must look: findings of one rule on one entity.</summary>
public sealed record Alert
{
    /// <summary>Unique id, short enough to type.</summary>
    public required string Id { get; init; }

    /// <summary>The rule.</summary>
    public required RuleId Rule { get; init; }

    /// <summary>The rule's title.</summary>
    public required string Title { get; init; }

    /// <summary>The highest severity of its findings.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What the findings have in common.</summary>
    public required string Entity { get; init; }

    /// <summary>Where it stands.</summary>
    public required AlertState State { get; init; }

    /// <summary>How many findings it holds.</summary>
    public required long Count { get; init; }

    /// <summary>Time of its first event (UTC).</summary>
    public required DateTime First { get; init; }

    /// <summary>Time of its latest event (UTC).</summary>
    public required DateTime Last { get; init; }

    /// <summary>When Picket raised it (UTC).</summary>
    public required DateTime Raised { get; init; }

    /// <summary>The latest finding's summary.</summary>
    public required string Summary { get; init; }

    /// <summary>The cluster.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>The acting user.</summary>
    public string Actor { get; init; } = "";

    /// <summary>The namespace.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Whether any of its events is in the cardholder data environment.</summary>
    public bool IsInCde { get; init; }

    /// <summary>Technique ids.</summary>
    public IReadOnlyList<string> Attack { get; init; } = [];

    /// <summary>Tactics.</summary>
    public IReadOnlyList<string> Tactics { get; init; } = [];

    /// <summary>PCI DSS requirement ids.</summary>
    public IReadOnlyList<string> Pci { get; init; } = [];

    /// <summary>Who changed its state when, oldest first.</summary>
    public IReadOnlyList<AlertChange> History { get; init; } = [];
}

/// <summary>A change of an alert's state by a person or by Picket itself.</summary>
public sealed record AlertChange(DateTime Time, AlertState State, string By, string Note);

/// <summary>A finding as kept, with the alert it belongs to.</summary>
public sealed record AlertedFinding(string AlertId, Finding Finding);

/// <summary>Where a delivery stands.</summary>
public enum DeliveryState { Unknown, Pending, Delivered, Dead }

/// <summary>
/// One message to one output, kept durably until it is delivered or given up. Written in the same transaction as the
/// alert it speaks of.
/// </summary>
public sealed record Delivery
{
    /// <summary>Unique id; receivers use it to recognise a repeat.</summary>
    public required string Id { get; init; }

    /// <summary>The configured name of the output.</summary>
    public required string Output { get; init; }

    /// <summary>The alert it speaks of.</summary>
    public required string AlertId { get; init; }

    /// <summary>The body to send.</summary>
    public required string Payload { get; init; }

    /// <summary>When it was put in (UTC).</summary>
    public required DateTime Created { get; init; }

    /// <summary>Where it stands.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>Not before this time (UTC).</summary>
    public required DateTime NextAttempt { get; init; }

    /// <summary>Why the last attempt failed.</summary>
    public string LastError { get; init; } = "";
}
