using System.Collections.Frozen;

namespace Picket.Pipeline.Reporting;

/// <summary>Says in words what the signals of a control are.</summary>
internal static class SignalWords
{
    private static readonly FrozenDictionary<string, string> Families = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["action"] = "response actions",
        ["alert"] = "alerts of other controls",
        ["arm"] = "Azure resource configuration",
        ["bench"] = "a configuration benchmark",
        ["cde"] = "labels of the cardholder data environment",
        ["check"] = "repeated checks",
        ["cni"] = "the network plug-in",
        ["db"] = "vulnerability data",
        ["drift"] = "drift of configuration",
        ["drill"] = "drills",
        ["entra"] = "the identity provider",
        ["gitops"] = "declared against running state",
        ["image"] = "image inspection",
        ["import"] = "imported findings",
        ["inherit"] = "the cloud provider's attestation",
        ["inventory"] = "the inventory",
        ["k8s"] = "cluster objects",
        ["log"] = "logs",
        ["node"] = "node configuration",
        ["policy"] = "policies",
        ["probe"] = "network probes",
        ["proc"] = "human records",
        ["register"] = "registers kept by people",
        ["repo"] = "the source repository",
        ["rt"] = "a runtime or flow sensor",
        ["rules"] = "the age and kind of rules",
        ["sbom"] = "software inventories of images",
        ["scan"] = "scans",
        ["self"] = "Picket's own records",
        ["sensor"] = "sensor health",
        ["soar"] = "playbooks and tickets",
        ["vuln"] = "vulnerability findings",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Periods = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["P1D"] = "every day",
        ["P7D"] = "every week",
        ["P90D"] = "every 90 days",
        ["P3M"] = "every three months",
        ["P6M"] = "every six months",
        ["P1Y"] = "every year",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary><c>cluster objects (k8s:RBAC, k8s:Secret); logs (log:guard)</c>.</summary>
    public static string Describe(IReadOnlyList<string> signals) => string.Join("; ", signals
        .GroupBy(s => s.Split(':')[0], StringComparer.Ordinal)
        .Select(g => $"{Families.GetValueOrDefault(g.Key, g.Key)} ({string.Join(", ", g)})"));

    /// <summary><c>every year</c>; the period itself when it is none of the usual ones.</summary>
    public static string Every(string cadence) => Periods.GetValueOrDefault(cadence, $"every {cadence}");
}
