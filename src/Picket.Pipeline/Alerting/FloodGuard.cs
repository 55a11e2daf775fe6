using Picket.Core;

namespace Picket.Pipeline.Alerting;

/// <summary>Counts new alerts per rule and minute. Beyond the limit they are still alerts, but speak with one voice.</summary>
internal sealed class FloodGuard(int limit)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Dictionary<RuleId, Minute> _minutes = [];

    /// <summary>Counts a new alert; null while it may be sent by itself, else the flood it belongs to.</summary>
    public Flood? Count(Alert alert, DateTime now)
    {
        if (!_minutes.TryGetValue(alert.Rule, out var minute) || now - minute.Start >= Window || now < minute.Start)
            _minutes[alert.Rule] = minute = new(now);

        minute.Raised++;
        if (minute.Raised <= limit)
            return null;

        minute.Flood = minute.Flood?.Add(alert) ?? Flood.Begin(alert, minute.Start, minute.Start + Window);
        return minute.Flood;
    }

    private sealed class Minute(DateTime start)
    {
        public DateTime Start { get; } = start;
        public int Raised { get; set; }
        public Flood? Flood { get; set; }
    }
}

/// <summary>New alerts of one rule in one minute that were not sent one by one.</summary>
internal sealed record Flood(
    DateTime Start, DateTime End, string FirstAlertId, long Count, Severity Severity, IReadOnlyList<string> AlertIds)
{
    /// <summary>The most ids a summary lists; all are counted.</summary>
    public const int MaxIds = 100;

    /// <summary>The last commit of the minute may come a little later than the minute.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public DateTime SendAt => End + Grace;

    public static Flood Begin(Alert alert, DateTime start, DateTime end) =>
        new(start, end, alert.Id, 1, alert.Severity, [alert.Id]);

    public Flood Add(Alert alert) => this with
    {
        Count = Count + 1,
        Severity = (Severity)Math.Max((int)Severity, (int)alert.Severity),
        AlertIds = AlertIds.Count < MaxIds ? [.. AlertIds, alert.Id] : AlertIds,
    };
}
