namespace Picket.Core;

/// <summary>Everything that becomes durable together, in one transaction: all of it or none.</summary>
public sealed class StoreBatch
{
    /// <summary>Audit events to append.</summary>
    public List<AuditEvent> Events { get; } = [];

    /// <summary>Control-plane lines to append.</summary>
    public List<ControlPlaneLine> ControlPlane { get; } = [];

    /// <summary>Quarantined entries to append.</summary>
    public List<QuarantinedEntry> Quarantined { get; } = [];

    /// <summary>Findings to append, each with its alert.</summary>
    public List<AlertedFinding> Findings { get; } = [];

    /// <summary>Alerts that are new or changed; the whole record replaces the older one.</summary>
    public List<Alert> Alerts { get; } = [];

    /// <summary>Deliveries that are new or changed; the whole record replaces the older one.</summary>
    public List<Delivery> Deliveries { get; } = [];

    /// <summary>Positions of sources, by source and position key.</summary>
    public Dictionary<(string Source, string Key), SourcePosition> Positions { get; } = [];

    /// <summary>What the sources look like now; replaces the older record of the same source.</summary>
    public List<SourceHealth> Health { get; } = [];

    /// <summary>Gaps opened, or closed, in a source's stream; replaces the older record of the same id.</summary>
    public List<SourceGap> Gaps { get; } = [];

    /// <summary>Small settings of rooms (learnt namespace labels and the like), by key.</summary>
    public Dictionary<string, string> State { get; } = [];
}

/// <summary>What a source has delivered so far.</summary>
public sealed record SourceHealth(
    string Source, string Kind, DateTime FirstReceived, DateTime LastReceived, DateTime NewestEvent,
    long EventsRead, long Stored, long Duplicates, long Quarantined, string Problem);

/// <summary>A time in which a source that should have delivered did not (PCI DSS 10.7.2). <c>End</c> is null while it lasts.</summary>
public sealed record SourceGap(string Id, string Source, DateTime Start, DateTime? End, string Cause);
