using Picket.Core;
using Picket.Pipeline.Detecting.Correlating;
using Picket.Pipeline.Detecting.Matching;

namespace Picket.Pipeline.Detecting;

/// <summary>
/// Judges audit events by all rules. <see cref="Evaluate"/> is for one thread at a time; the counters may be read from any.
/// </summary>
public sealed class Detector
{
    private readonly SigmaRule[] _rules;
    private readonly IReadOnlyList<EventField>[] _entities;
    private readonly List<(int Rule, CorrelationTracker Tracker)>[] _countedBy;
    private readonly List<CorrelationTracker> _trackers = [];
    private readonly long[] _matches;
    private readonly DispatchTable _table;
    private readonly EventView _view = new();
    private readonly RecentMatches _recent = new();
    private readonly FindingWriter _writer;
    private long _failures;

    /// <summary>Prepares the rules. <paramref name="newId"/> makes the findings' ids.</summary>
    public Detector(RuleSet rules, Func<string> newId)
    {
        _rules = [.. rules.Rules];
        _entities = [.. _rules.Select(r => (IReadOnlyList<EventField>)[.. r.Entity.Select(FieldCatalogue.Find).OfType<EventField>()])];
        _matches = new long[_rules.Length];
        _countedBy = [.. _rules.Select(_ => new List<(int, CorrelationTracker)>())];
        _table = new DispatchTable([.. _rules.Select(r => r.Condition)]);
        _writer = new FindingWriter(newId);
        for (var i = 0; i < _rules.Length; i++)
            Connect(i);
    }

    /// <summary>Rules that could not judge an event because of a fault of ours; 0 is expected.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Groups of correlations given up for lack of room.</summary>
    public long EvictedGroups => _trackers.Sum(t => t.Evicted);

    /// <summary>The rules with how often each has matched.</summary>
    public IReadOnlyList<RuleStatus> Status =>
        [.. _rules.Select((r, i) => new RuleStatus(r.Id, r.Title, r.Severity, r.File, Interlocked.Read(ref _matches[i])))];

    /// <summary>Adds a finding for every rule that the event fulfils. Every rule is asked, whatever others said.</summary>
    public void Evaluate(AuditEvent auditEvent, ICollection<Finding> findings)
    {
        // A request is judged when its outcome is known; its announcement would only be the same again.
        if (auditEvent.Stage == AuditStage.RequestReceived)
            return;

        _view.Show(auditEvent);
        foreach (var candidate in _table.Find(_view))
        {
            if (Matches(candidate.Rest) && _recent.TryAdd(candidate.Rule, auditEvent))
                Report(candidate.Rule, findings);
        }
    }

    // The room's door: a rule that fails is counted and the others go on.
    private bool Matches(Predicate condition)
    {
        try
        {
            return condition.Matches(_view);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Interlocked.Increment(ref _failures);
            return false;
        }
    }

    private void Report(int rule, ICollection<Finding> findings)
    {
        Interlocked.Increment(ref _matches[rule]);
        if (!_rules[rule].IsSilent)
            findings.Add(_writer.Write(_rules[rule], _entities[rule], _view, []));

        foreach (var (correlation, tracker) in _countedBy[rule])
        {
            if (!tracker.Add(_view, out var auditIds))
                continue;
            Interlocked.Increment(ref _matches[correlation]);
            findings.Add(_writer.Write(_rules[correlation], _entities[correlation], _view, auditIds));
        }
    }

    private void Connect(int rule)
    {
        if (_rules[rule].Correlation is not { } correlation)
            return;

        var tracker = new CorrelationTracker(correlation);
        _trackers.Add(tracker);
        for (var i = 0; i < _rules.Length; i++)
        {
            if (correlation.Rules.Contains(_rules[i].Id))
                _countedBy[i].Add((rule, tracker));
        }
    }
}
