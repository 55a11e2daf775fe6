namespace Picket.Pipeline.Detecting.Correlating;

/// <summary>The sliding window of one group.</summary>
internal sealed class CorrelationWindow(Correlation correlation)
{
    /// <summary>Audit ids told with a finding.</summary>
    public const int MaxAuditIds = 100;

    private readonly List<Sighting> _sightings = [];

    /// <summary>Time of the latest match.</summary>
    public DateTime Newest { get; private set; }

    /// <summary>Counts a match; true when it makes the count full.</summary>
    public bool Add(DateTime time, string value, string auditId, out IReadOnlyList<string> auditIds)
    {
        auditIds = [];
        if (time > Newest)
            Newest = time;
        if (time < Newest - correlation.Span)
            return false;

        _sightings.RemoveAll(s => s.Time < Newest - correlation.Span);
        return correlation.Kind == CorrelationKind.EventCount
            ? AddEvent(new(time, "", auditId), out auditIds)
            : AddValue(new(time, value, auditId), out auditIds);
    }

    // A full count empties the window: the next finding speaks of other events.
    private bool AddEvent(Sighting sighting, out IReadOnlyList<string> auditIds)
    {
        auditIds = [];
        _sightings.Add(sighting);
        if (_sightings.Count < correlation.AtLeast)
            return false;
        auditIds = Ids();
        _sightings.Clear();
        return true;
    }

    // Only a value that is new to the window can fire, so that the same two values taking turns speak once.
    private bool AddValue(Sighting sighting, out IReadOnlyList<string> auditIds)
    {
        auditIds = [];
        var at = _sightings.FindIndex(s => s.Value == sighting.Value);
        if (at >= 0)
        {
            _sightings[at] = _sightings[at] with { Time = sighting.Time };
            return false;
        }

        if (_sightings.Count == Correlation.MaxCount)
            _sightings.RemoveAt(0);
        _sightings.Add(sighting);
        if (_sightings.Count < correlation.AtLeast)
            return false;
        auditIds = Ids();
        return true;
    }

    private IReadOnlyList<string> Ids() => [.. _sightings.TakeLast(MaxAuditIds).Select(s => s.AuditId)];

    private readonly record struct Sighting(DateTime Time, string Value, string AuditId);
}
