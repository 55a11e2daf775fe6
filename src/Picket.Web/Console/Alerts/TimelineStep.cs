using Picket.Core;

namespace Picket.Web.Console.Alerts;

/// <summary>One event of an alert with what the rule said of it; or a finding whose event is not at hand.</summary>
public sealed record TimelineStep(DateTime Time, string Summary, Severity Severity, AuditEventText? Event)
{
    /// <summary>The alert's events and findings in time order, each event once.</summary>
    public static IReadOnlyList<TimelineStep> Of(AlertDetail detail)
    {
        var findings = detail.Findings
            .Where(finding => finding.AuditId.Length > 0)
            .GroupBy(finding => finding.AuditId)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        var events = detail.Events.Select(AuditEventText.Read).ToList();
        var shown = events.Select(text => text.AuditId).ToHashSet(StringComparer.Ordinal);

        return
        [
            .. events.Select(text => Of(text, findings.GetValueOrDefault(text.AuditId), detail.Alert))
                .Concat(detail.Findings.Where(finding => !shown.Contains(finding.AuditId))
                    .Select(finding => new TimelineStep(finding.Time, finding.Summary, finding.Severity, null)))
                .OrderBy(step => step.Time),
        ];
    }

    private static TimelineStep Of(AuditEventText text, Finding? finding, Alert alert) => new(
        text.Time ?? finding?.Time ?? alert.First, finding?.Summary ?? text.Sentence, finding?.Severity ?? Severity.Informational, text);
}
