using System.Collections.Frozen;

namespace Picket.Pipeline.Reporting.Controls;

/// <summary>The words a control file may use.</summary>
internal static class ControlKeys
{
    public static FrozenSet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "id", "title", "theme", "automation", "signals", "cadence", "targetedRiskAnalysis", "futureDated",
        "serviceProviderOnly", "wordingChangedIn401", "notes", "reason", "check", "limits");

    public static FrozenDictionary<string, AutomationClass> Automation { get; } =
        new Dictionary<string, AutomationClass>(StringComparer.Ordinal)
        {
            ["automated"] = AutomationClass.Automated,
            ["partly"] = AutomationClass.Partly,
            ["process"] = AutomationClass.Process,
            ["outOfScope"] = AutomationClass.OutOfScope,
        }.ToFrozenDictionary(StringComparer.Ordinal);
}
