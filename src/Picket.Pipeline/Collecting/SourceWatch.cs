using System.Collections.Concurrent;
using Picket.Core;

namespace Picket.Pipeline.Collecting;

/// <summary>
/// Watches the watchers: what each source delivered, and when one that should deliver falls silent (PCI DSS 10.7.2). A gap
/// opens when a source has been silent for longer than its limit, is kept, raises a finding, and closes with the next entry.
/// </summary>
/// <param name="silenceLimit">How long a source may be silent, by its name.</param>
/// <param name="clock">The time.</param>
/// <param name="newId">Makes ids.</param>
public sealed class SourceWatch(Func<string, TimeSpan> silenceLimit, TimeProvider clock, Func<string> newId)
{
    /// <summary>The rule of the finding that a silent source raises.</summary>
    public static readonly RuleId SilentRule = new("picket-source-silent");

    private readonly ConcurrentDictionary<string, Watched> _sources = new(StringComparer.Ordinal);

    /// <summary>What each source looks like now.</summary>
    public IReadOnlyList<SourceHealth> Sources => [.. _sources.Values.Select(s => s.Health).OrderBy(h => h.Source, StringComparer.Ordinal)];

    /// <summary>
    /// Starts to expect entries from a source. With a past (from the store), the time since its last entry is a gap of its
    /// own when it is longer than the limit: nobody was watching then.
    /// </summary>
    public void Expect(string source, string kind, SourceHealth? past, SourceGap? openGap, StoreBatch batch)
    {
        var now = Now;
        var watched = _sources.GetOrAdd(source, _ => new Watched(past ?? Fresh(source, kind, now), now));
        watched.IsExpected = true;
        watched.Gap = openGap;
        if (past is null || openGap is not null || now - past.LastReceived <= silenceLimit(source))
            return;
        watched.Gap = new SourceGap(newId(), source, past.LastReceived, null, "Picket was not running, or the source was silent.");
        batch.Gaps.Add(watched.Gap);
    }

    /// <summary>Counts a batch that is about to be kept, and closes the gap that it ends.</summary>
    public void Account(EventBatch events, string kind, StoreBatch batch)
    {
        var now = Now;
        var watched = _sources.GetOrAdd(events.Origin.Source, name => new Watched(Fresh(name, kind, now), now));
        watched.HeardAt = now;
        var counted = watched.Update(health => health with
        {
            FirstReceived = health.EventsRead == 0 ? now : health.FirstReceived,
            LastReceived = now,
            NewestEvent = events.Events.Select(e => e.StageReceivedTime).Append(health.NewestEvent).Max(),
            EventsRead = health.EventsRead + events.EventsRead,
            Stored = health.Stored + events.Events.Count + events.ControlPlane.Count,
            Duplicates = health.Duplicates + events.Duplicates,
            Quarantined = health.Quarantined + events.Quarantined.Count,
            Problem = "",
        });
        batch.Health.RemoveAll(h => h.Source == counted.Source);
        batch.Health.Add(counted);
        if (watched.Gap is not { } gap)
            return;
        batch.Gaps.Add(gap with { End = now });
        watched.Gap = null;
    }

    /// <summary>Notes what keeps a source from reading; shown until its next entry.</summary>
    public void Report(SourceProblem problem)
    {
        if (_sources.TryGetValue(problem.Source, out var watched))
            watched.Update(health => health with { Problem = problem.Where.Length == 0 ? $"{problem.Code}: {problem.Message}" : $"{problem.Code} ({problem.Where}): {problem.Message}" });
    }

    /// <summary>Whether <see cref="FindSilent"/> would find anything.</summary>
    public bool HasSilent => _sources.Values.Any(s => IsSilent(s, Now));

    /// <summary>Opens gaps for sources that have been silent for too long; returns the findings to raise.</summary>
    public IReadOnlyList<Finding> FindSilent(StoreBatch batch)
    {
        var findings = new List<Finding>();
        var now = Now;
        foreach (var watched in _sources.Values.Where(s => IsSilent(s, now)))
        {
            var health = watched.Health;
            var cause = health.Problem.Length > 0 ? health.Problem : "No entry arrived.";
            watched.Gap = new SourceGap(newId(), health.Source, watched.HeardAt, null, cause);
            batch.Gaps.Add(watched.Gap);
            findings.Add(SilentFinding(health, watched.HeardAt, cause));
        }

        return findings;
    }

    private bool IsSilent(Watched watched, DateTime now) =>
        watched.IsExpected && watched.Gap is null && now - watched.HeardAt > silenceLimit(watched.Health.Source);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private Finding SilentFinding(SourceHealth health, DateTime since, string cause) => new()
    {
        Id = newId(),
        Rule = SilentRule,
        Title = "A log source has fallen silent",
        Severity = Severity.High,
        Time = Now,
        Entity = health.Source,
        Summary = $"Source '{health.Source}' has delivered nothing since {since:yyyy-MM-dd HH:mm:ss} UTC. {cause}",
        Attack = ["T1562.008"],
        Tactics = ["defense-evasion"],
        Pci = ["10.7.2", "10.7.3"],
    };

    private static SourceHealth Fresh(string source, string kind, DateTime now) =>
        new(source, kind, now, now, DateTime.UnixEpoch, 0, 0, 0, 0, "");

    private sealed class Watched(SourceHealth health, DateTime heardAt)
    {
        private readonly Lock _gate = new();

        public SourceHealth Health { get; private set; } = health;

        public DateTime HeardAt { get; set; } = heardAt;

        public bool IsExpected { get; set; }

        public SourceGap? Gap { get; set; }

        // A source reports its problems on its own thread while the keeper counts on another.
        public SourceHealth Update(Func<SourceHealth, SourceHealth> change)
        {
            lock (_gate)
                return Health = change(Health);
        }
    }
}
