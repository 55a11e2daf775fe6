using Picket.Core;

namespace Picket.Web.Console.Parts;

/// <summary>What to look at first: open, then severity, then the cardholder data environment, then the latest.</summary>
internal static class Urgency
{
    public static IEnumerable<Alert> Order(IEnumerable<Alert> alerts) => alerts
        .OrderBy(alert => alert.State is AlertState.Closed)
        .ThenByDescending(alert => alert.IsInCde && alert.Severity >= Severity.Medium)
        .ThenByDescending(alert => alert.Severity)
        .ThenByDescending(alert => alert.Last);
}
