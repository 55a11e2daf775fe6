using System.Text.Json.Serialization;
using Picket.Core;

namespace Picket.Pipeline.Alerting;

/// <summary>What a receiver gets, as documented in <c>docs/reference/webhook.md</c>. Either an alert or a summary.</summary>
internal sealed record AlertMessage(
    string Version, string Id, string Reason, DateTime Time, MessageAlert? Alert, MessageChange? Change, MessageSummary? Summary)
{
    public const string Raised = "raised";
    public const string SeverityRaised = "severity-raised";
    public const string Reopened = "reopened";
    public const string Summarised = "summary";

    private const string CurrentVersion = "1";

    public static AlertMessage About(string id, string reason, DateTime time, Alert alert, AlertChange? change) => new(
        CurrentVersion, id, reason, time,
        new MessageAlert(
            alert.Id, alert.Rule.Value, alert.Title, AlertWords.Of(alert.Severity), AlertWords.Of(alert.State), alert.Entity,
            alert.Summary, alert.Count, alert.First, alert.Last, alert.Raised, alert.Cluster, alert.Namespace, alert.Actor,
            alert.IsInCde, alert.Attack, alert.Tactics, alert.Pci),
        change is null ? null : new(change.Time, AlertWords.Of(change.State), change.By, change.Note), null);

    public static AlertMessage Summarising(string id, Flood flood, Alert latest) => new(
        CurrentVersion, id, Summarised, flood.Start, null, null,
        new(latest.Rule.Value, latest.Title, AlertWords.Of(flood.Severity), flood.Count, flood.Start, flood.End, flood.AlertIds));
}

/// <summary>The alert as it stood when the message was written.</summary>
internal sealed record MessageAlert(
    string Id, string Rule, string Title, string Severity, string State, string Entity, string Summary, long Count,
    DateTime First, DateTime Last, DateTime Raised, string Cluster, string Namespace, string Actor, bool InCde,
    IReadOnlyList<string> Attack, IReadOnlyList<string> Tactics, IReadOnlyList<string> Pci);

/// <summary>Who changed the alert's state.</summary>
internal sealed record MessageChange(DateTime Time, string State, string By, string Note);

/// <summary>Many new alerts of one rule; <c>Alerts</c> lists the first of them.</summary>
internal sealed record MessageSummary(
    string Rule, string Title, string Severity, long Count, DateTime From, DateTime To, IReadOnlyList<string> Alerts);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AlertMessage))]
internal sealed partial class AlertMessageJson : JsonSerializerContext;

/// <summary>The words that leave the process.</summary>
internal static class AlertWords
{
    public static string Of(Severity severity) => severity switch
    {
        Severity.Informational => "informational",
        Severity.Low => "low",
        Severity.Medium => "medium",
        Severity.High => "high",
        Severity.Critical => "critical",
        _ => "unknown",
    };

    public static string Of(AlertState state) => state switch
    {
        AlertState.Open => "open",
        AlertState.Acknowledged => "acknowledged",
        AlertState.Closed => "closed",
        _ => "unknown",
    };
}
