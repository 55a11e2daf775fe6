using Picket.Core;

namespace Picket.Pipeline.Alerting;

/// <summary>How an alert begins, grows and changes hands.</summary>
internal static class AlertGrowth
{
    /// <summary>The most changes of state that an alert remembers; older ones are forgotten.</summary>
    public const int MaxHistory = 200;

    /// <summary>Longer notes are cut.</summary>
    public const int MaxNoteLength = 2000;

    /// <summary>The most ids of each kind (techniques, tactics, requirements) that an alert collects.</summary>
    private const int MaxTags = 64;

    public static Alert Open(AlertKey key, Finding finding, DateTime now) => new()
    {
        Id = key.ToAlertId(finding),
        Rule = finding.Rule,
        Title = finding.Title,
        Severity = finding.Severity,
        Entity = finding.Entity,
        State = AlertState.Open,
        Count = 1,
        First = finding.Time,
        Last = finding.Time,
        Raised = now,
        Summary = finding.Summary,
        Cluster = finding.Cluster,
        Actor = finding.Actor,
        Namespace = finding.Namespace,
        IsInCde = finding.IsInCde,
        Attack = finding.Attack,
        Tactics = finding.Tactics,
        Pci = finding.Pci,
    };

    extension(Alert alert)
    {
        /// <summary>A finding from before the alert (events come late) joins it; one long after it does not.</summary>
        public bool Takes(Finding finding, TimeSpan gap) => finding.Time - alert.Last <= gap;

        public Alert Add(Finding finding)
        {
            var isLatest = finding.Time >= alert.Last;
            return alert with
            {
                Severity = (Severity)Math.Max((int)alert.Severity, (int)finding.Severity),
                Count = alert.Count + 1,
                First = finding.Time < alert.First ? finding.Time : alert.First,
                Last = isLatest ? finding.Time : alert.Last,
                Summary = isLatest ? finding.Summary : alert.Summary,
                Actor = isLatest ? finding.Actor : alert.Actor,
                Namespace = isLatest ? finding.Namespace : alert.Namespace,
                IsInCde = alert.IsInCde || finding.IsInCde,
                Attack = Union(alert.Attack, finding.Attack),
                Tactics = Union(alert.Tactics, finding.Tactics),
                Pci = Union(alert.Pci, finding.Pci),
            };
        }

        public Alert Change(AlertChange change) => alert with
        {
            State = change.State,
            History = [.. alert.History.TakeLast(MaxHistory - 1), change],
        };
    }

    // Nearly always nothing is new: then nothing is allocated.
    private static IReadOnlyList<string> Union(IReadOnlyList<string> known, IReadOnlyList<string> more) =>
        more.All(known.Contains) ? known : [.. known.Union(more).Take(MaxTags)];
}
