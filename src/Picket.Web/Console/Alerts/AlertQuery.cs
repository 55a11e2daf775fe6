using Picket.Core;
using Picket.Web.Console.Parts;

namespace Picket.Web.Console.Alerts;

/// <summary>What the alert list's filter form asks for; every field as it stands in the address.</summary>
public sealed record AlertQuery(string State, string Severity, string Since, bool IsCdeOnly, string Text, string Sort)
{
    /// <summary>The most alerts the list reads.</summary>
    public const int MaxRead = 5_000;

    /// <summary>The most alerts the list shows.</summary>
    public const int MaxShown = 250;

    private const int MaxTextLength = 200;

    /// <summary>The choices of <see cref="State"/>.</summary>
    public static IReadOnlyList<(string Value, string Name)> StateChoices { get; } =
        [("active", "Not closed"), ("open", "Open"), ("acknowledged", "Acknowledged"), ("closed", "Closed"), ("all", "All states")];

    /// <summary>The choices of <see cref="Severity"/>.</summary>
    public static IReadOnlyList<(string Value, string Name)> SeverityChoices { get; } =
        [("", "Any severity"), ("low", "Low and above"), ("medium", "Medium and above"), ("high", "High and above"), ("critical", "Critical only")];

    /// <summary>The choices of <see cref="Since"/>.</summary>
    public static IReadOnlyList<(string Value, string Name)> SinceChoices { get; } =
        [("", "Any time"), ("1h", "Last hour"), ("24h", "Last 24 hours"), ("7d", "Last 7 days"), ("30d", "Last 30 days")];

    /// <summary>The choices of <see cref="Sort"/>.</summary>
    public static IReadOnlyList<(string Value, string Name)> SortChoices { get; } =
        [("urgent", "Most urgent first"), ("latest", "Latest first")];

    /// <summary>Reads the address's values; what is unknown becomes the default.</summary>
    public static AlertQuery Of(string? state, string? severity, string? since, bool cde, string? text, string? sort) => new(
        Known(StateChoices, state), Known(SeverityChoices, severity), Known(SinceChoices, since), cde,
        text is null ? "" : text.Trim()[..Math.Min(text.Trim().Length, MaxTextLength)], Known(SortChoices, sort));

    /// <summary>Whether the form differs from its defaults.</summary>
    public bool IsNarrowed => this != Of(null, null, null, false, null, Sort);

    /// <summary>The part that the store filters.</summary>
    public AlertFilter ToFilter(DateTime now) => new()
    {
        States = State switch
        {
            "active" => [AlertState.Open, AlertState.Acknowledged],
            "all" => [],
            _ => [Enum.Parse<AlertState>(State, ignoreCase: true)],
        },
        AtLeast = Severity.Length == 0 ? Core.Severity.Unknown : Enum.Parse<Severity>(Severity, ignoreCase: true),
        Since = Since switch
        {
            "1h" => now.AddHours(-1),
            "24h" => now.AddDays(-1),
            "7d" => now.AddDays(-7),
            "30d" => now.AddDays(-30),
            _ => null,
        },
        Limit = MaxRead,
    };

    /// <summary>The rest of the filter, and the order.</summary>
    public IReadOnlyList<Alert> Narrow(IEnumerable<Alert> alerts)
    {
        var matching = alerts.Where(alert => (!IsCdeOnly || alert.IsInCde) && Mentions(alert));
        return [.. Sort == "latest" ? matching.OrderByDescending(alert => alert.Last) : Urgency.Order(matching)];
    }

    private bool Mentions(Alert alert) => Text.Length == 0 || new[]
        {
            alert.Id, alert.Title, alert.Rule.Value, alert.Entity, alert.Actor, alert.Namespace, alert.Cluster, alert.Summary,
        }
        .Concat(alert.Pci).Concat(alert.Attack)
        .Any(field => field.Contains(Text, StringComparison.OrdinalIgnoreCase));

    private static string Known(IReadOnlyList<(string Value, string Name)> choices, string? value) =>
        choices.Any(choice => choice.Value == value) ? value! : choices[0].Value;
}
