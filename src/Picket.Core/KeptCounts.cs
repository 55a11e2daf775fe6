namespace Picket.Core;

/// <summary>What became of entries once their transaction was committed.</summary>
/// <param name="EventsRead">Audit events read, duplicates included.</param>
/// <param name="Stored">Rows kept: audit events and lines of other control-plane components.</param>
/// <param name="Duplicates">Events left out because they are kept already.</param>
/// <param name="Quarantined">Entries that could not be understood, and events that bear the id of another.</param>
/// <param name="Findings">Findings raised.</param>
public readonly record struct KeptCounts(long EventsRead, long Stored, long Duplicates, long Quarantined, long Findings)
{
    /// <summary>Both together.</summary>
    public KeptCounts Add(KeptCounts other) => new(
        EventsRead + other.EventsRead, Stored + other.Stored, Duplicates + other.Duplicates,
        Quarantined + other.Quarantined, Findings + other.Findings);
}
