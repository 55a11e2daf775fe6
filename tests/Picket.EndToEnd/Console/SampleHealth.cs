using Picket.Core;

namespace Picket.EndToEnd.Console;

internal static class SampleHealth
{
    private static readonly DateTime Now = SampleClock.Now;

    public static HealthView Of(bool isEmpty) => isEmpty
        ? new(Now, Now.AddMinutes(-1), [], [], new(0, null, null, 0, 0, 0, "", 0, ""), new Dictionary<string, long>(), [], [])
        : new(Now, Now.AddDays(-41).AddHours(-5), Sources, Gaps, Store, new Dictionary<string, long> { ["pending"] = 2, ["delivered"] = 418, ["dead"] = 3 },
            Rules, ["Source 'audit-webhook-dr' has been silent for 1 h 14 min; its last event is of 12:51:07 UTC. Check the API server's audit webhook."]);

    private static IReadOnlyList<SourceHealth> Sources { get; } =
    [
        new("audit-webhook", "auditWebhook", Now.AddDays(-41), Now.AddSeconds(-2), Now.AddSeconds(-2.4), 1_291_480, 1_284_112, 7_361, 7, ""),
        new("audit-webhook-dr", "auditWebhook", Now.AddDays(-12), Now.AddMinutes(-74), Now.AddMinutes(-74), 88_120, 88_117, 3, 0, ""),
        new("control-plane-archive", "auditFile", Now.AddDays(-9), Now.AddMinutes(-6), Now.AddMinutes(-6), 40_551, 39_900, 651, 0, ""),
    ];

    private static IReadOnlyList<SourceGap> Gaps { get; } =
    [
        new("g1", "audit-webhook-dr", Now.AddMinutes(-74), null, "No delivery for longer than 15 min; the source delivered every 4 s before."),
        new("g2", "audit-webhook", Now.AddDays(-3).AddMinutes(-40), Now.AddDays(-3), "Picket was stopped (planned) and the API server's buffer covered only part of it."),
    ];

    private static StoreStatus Store { get; } = new(
        1_412_129, Now.AddDays(-41), Now.AddSeconds(-2.4), 6_204, 96, 187_412_992, "9f3ab1d70c5e8842b7a6133fd0c94e11a8752a60f1be4c3dd2975e6038b1fa4c", 96, "");

    private static IReadOnlyList<RuleStatus> Rules { get; } =
    [
        Rule("k8s-exec-into-pod", "Shell opened in a running pod", Severity.Medium, 4),
        Rule("k8s-privileged-pod", "Privileged pod created", Severity.High, 2),
        Rule("k8s-cluster-admin-binding", "Cluster-admin given to a subject", Severity.High, 1),
        Rule("k8s-secret-burst", "Many secrets read in a short time", Severity.High, 47),
        Rule("k8s-anonymous-access", "Anonymous request allowed", Severity.High, 12),
        Rule("k8s-denied-attempts", "Repeated refused requests", Severity.Medium, 138),
        Rule("k8s-networkpolicy-deleted", "Network policy deleted", Severity.High, 1),
        Rule("k8s-event-deletion", "Events deleted", Severity.Medium, 0),
        Rule("k8s-csr-approved", "Certificate request approved by a person", Severity.High, 0),
    ];

    private static RuleStatus Rule(string id, string title, Severity severity, long matches) =>
        new(new(id), title, severity, $"content/detections/kubernetes/{id}.yaml", matches);
}
