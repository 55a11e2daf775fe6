using System.Text;
using Picket.Core;
using Picket.Pipeline.Detecting.Matching;

namespace Picket.Pipeline.Detecting.Correlating;

/// <summary>
/// Follows one correlation over all its groups, in the events' own time. Memory is bounded by <see cref="MaxGroups"/>; live
/// groups that had to go are counted.
/// </summary>
internal sealed class CorrelationTracker(Correlation correlation)
{
    /// <summary>Groups followed at a time.</summary>
    public const int MaxGroups = 10_000;

    private const char Separator = '\u001f';

    private readonly Dictionary<string, CorrelationWindow> _groups = [];
    private readonly FirstValue _first = new();
    private readonly StringBuilder _key = new();
    private DateTime _newest;

    /// <summary>Groups given up while they might still have fired.</summary>
    public long Evicted { get; private set; }

    /// <summary>Counts a match; true, with the audit ids behind it, when it makes the count full.</summary>
    public bool Add(EventView view, out IReadOnlyList<string> auditIds)
    {
        var time = TimeOf(view.Event);
        if (time > _newest)
            _newest = time;

        var group = Group(view);
        var value = correlation.Value is null ? "" : _first.Of(correlation.Value, view).ToString();
        return group.Add(time, value, Encoding.UTF8.GetString(view.Event.AuditId.Span), out auditIds);
    }

    // One clock that runs ahead would make every event that follows too old to count: no request is later than its arrival.
    private static DateTime TimeOf(AuditEvent e) =>
        e.ReceivedTime != default && e.ReceivedTime < e.RequestReceivedTime ? e.ReceivedTime : e.RequestReceivedTime;

    private CorrelationWindow Group(EventView view)
    {
        _key.Clear();
        foreach (var part in correlation.GroupBy)
            _key.Append(_first.Of(part, view)).Append(Separator);

        var key = _key.ToString();
        if (_groups.TryGetValue(key, out var group))
            return group;

        if (_groups.Count >= MaxGroups)
            MakeRoom();
        return _groups[key] = new CorrelationWindow(correlation);
    }

    private void MakeRoom()
    {
        foreach (var (key, group) in _groups)
        {
            if (group.Newest < _newest - correlation.Span)
                _groups.Remove(key);
        }

        // Still full: the tenth that was quiet longest goes, so that this work is not done for every new group.
        const int Tenth = MaxGroups / 10;
        var surplus = _groups.Count - (MaxGroups - Tenth);
        if (surplus <= 0)
            return;
        foreach (var (key, _) in _groups.OrderBy(g => g.Value.Newest).Take(surplus).ToList())
            _groups.Remove(key);
        Evicted += surplus;
    }
}
