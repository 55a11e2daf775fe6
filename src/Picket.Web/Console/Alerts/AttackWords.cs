using System.Collections.Frozen;

namespace Picket.Web.Console.Alerts;

/// <summary>What MITRE ATT&amp;CK's tactics mean on a cluster, in a sentence, and the names of the commonest techniques.</summary>
internal static class AttackWords
{
    private static readonly FrozenDictionary<string, string> Tactics = new Dictionary<string, string>
    {
        ["reconnaissance"] = "Somebody is learning what there is to attack.",
        ["initial-access"] = "Somebody may be getting a first foothold in the cluster.",
        ["execution"] = "Somebody runs code inside the cluster: what it reaches depends on the pod's rights and network.",
        ["persistence"] = "It survives a restart or a deleted pod, so removing the first foothold is not enough.",
        ["privilege-escalation"] = "The actor may end up with more rights than were given, up to the node or the whole cluster.",
        ["defense-evasion"] = "It can hide traces or switch protection off, so other alerts may be missing.",
        ["stealth"] = "It can hide traces, so other alerts may be missing.",
        ["credential-access"] = "Secrets or tokens may be in other hands; they stay usable until they are changed.",
        ["discovery"] = "The actor is finding out what there is, often the step before moving on.",
        ["lateral-movement"] = "The actor may be moving to another workload, node or cloud identity.",
        ["collection"] = "Data is being gathered, which can include cardholder data.",
        ["command-and-control"] = "A workload may be steered from outside.",
        ["exfiltration"] = "Data may be leaving the environment.",
        ["impact"] = "Service or records may be destroyed or stopped.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Techniques = new Dictionary<string, string>
    {
        ["T1046"] = "Network Service Discovery",
        ["T1053.007"] = "Container Orchestration Job",
        ["T1069"] = "Permission Groups Discovery",
        ["T1070"] = "Indicator Removal",
        ["T1078"] = "Valid Accounts",
        ["T1078.001"] = "Default Accounts",
        ["T1098"] = "Account Manipulation",
        ["T1098.006"] = "Additional Container Cluster Roles",
        ["T1133"] = "External Remote Services",
        ["T1190"] = "Exploit Public-Facing Application",
        ["T1485"] = "Data Destruction",
        ["T1528"] = "Steal Application Access Token",
        ["T1543.005"] = "Container Service",
        ["T1550.001"] = "Application Access Token",
        ["T1552"] = "Unsecured Credentials",
        ["T1552.007"] = "Container API",
        ["T1562"] = "Impair Defenses",
        ["T1562.001"] = "Disable or Modify Tools",
        ["T1562.007"] = "Disable or Modify Cloud Firewall",
        ["T1609"] = "Container Administration Command",
        ["T1610"] = "Deploy Container",
        ["T1611"] = "Escape to Host",
        ["T1613"] = "Container and Resource Discovery",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary><c>privilege-escalation</c> as <c>Privilege escalation</c>.</summary>
    public static string Title(string tactic) =>
        tactic.Length == 0 ? "" : char.ToUpperInvariant(tactic[0]) + tactic[1..].Replace('-', ' ');

    /// <summary>What it means for the responder; empty for a tactic this version does not know.</summary>
    public static string Meaning(string tactic) => Tactics.GetValueOrDefault(tactic, "");

    /// <summary>The technique's name; empty where this version does not know it.</summary>
    public static string Technique(string id) => Techniques.GetValueOrDefault(id, "");

    /// <summary>Its page at MITRE.</summary>
    public static string Link(string id) =>
        "https://attack.mitre.org/techniques/" + string.Join('/', id.Split('.').Select(Uri.EscapeDataString)) + "/";
}
