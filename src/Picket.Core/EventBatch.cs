namespace Picket.Core;

/// <summary>What a batch of entries turned into. Owns the bytes its events point into.</summary>
public sealed class EventBatch(EntryBatch origin) : IDisposable
{
    /// <summary>The entries this was made of.</summary>
    public EntryBatch Origin { get; } = origin;

    /// <summary>Audit events, in order, without duplicates.</summary>
    public List<AuditEvent> Events { get; } = [];

    /// <summary>Lines of other control-plane components.</summary>
    public List<ControlPlaneLine> ControlPlane { get; } = [];

    /// <summary>Entries that could not be understood.</summary>
    public List<QuarantinedEntry> Quarantined { get; } = [];

    /// <summary>Findings raised by normalising itself (card numbers) and by detection.</summary>
    public List<Finding> Findings { get; } = [];

    /// <summary>
    /// Events whose audit id and stage are kept already, but that are other events: a client chose the id. They are judged like
    /// any other and kept in quarantine, not in the audit table, where an id and stage stand once.
    /// </summary>
    public List<AuditEvent> Conflicting { get; } = [];

    /// <summary>How many events were left out of <see cref="Events"/> because their audit id and stage are already kept.</summary>
    public int Duplicates { get; set; }

    /// <summary>How many audit events were read, duplicates included.</summary>
    public int EventsRead { get; set; }

    /// <summary>Takes over what another batch holds.</summary>
    public void Add(EventBatch other)
    {
        Events.AddRange(other.Events);
        ControlPlane.AddRange(other.ControlPlane);
        Quarantined.AddRange(other.Quarantined);
        Findings.AddRange(other.Findings);
        EventsRead += other.EventsRead;
    }

    /// <inheritdoc/>
    public void Dispose() => Origin.Dispose();
}
