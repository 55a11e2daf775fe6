using Picket.Core;

namespace Picket.EndToEnd.Console;

internal static class SampleAlerts
{
    /// <summary>What an attacker can put into a pod's name, a user agent or a note's place.</summary>
    public const string Hostile = "\"><script>window.hacked=1</script><img src=x onerror=window.hacked=1>{{7*7}}</textarea></pre>";

    private const string Cluster = "aks-payments-prod-weu";

    public static IReadOnlyList<Alert> All { get; } =
    [
        Make("K7QF2M", "k8s-exec-into-pod", "Shell opened in a running pod", Severity.Critical, "payments", "j.meier@contoso.example", 3, 4, true,
            "j.meier@contoso.example opened a shell in pods/card-vault-5d8f7c9b6-x2lqp in payments", ["execution"], ["T1609"], ["10.2.1.2", "7.2.1"]),
        Make("K7QF31", "k8s-privileged-pod", "Privileged pod created", Severity.Critical, "payments", "system:serviceaccount:payments:ci-deployer", 2, 11, true,
            "system:serviceaccount:payments:ci-deployer created pods/node-debug-7x2 in payments with privileged: true and the host's root mounted", ["privilege-escalation", "execution"], ["T1611", "T1610"], ["2.2.1", "10.2.1.5"]),
        Make("K7QF3C", "k8s-cluster-admin-binding", "Cluster-admin given to a subject", Severity.High, "", "j.meier@contoso.example", 1, 16, true,
            "j.meier@contoso.example created clusterrolebindings/debug-admin, which gives cluster-admin to serviceaccount payments/ci-deployer", ["privilege-escalation", "persistence"], ["T1098.006"], ["7.2.1", "7.2.2", "10.2.1.5"]),
        Make("K7QF4A", "k8s-secret-burst", "Many secrets read in a short time", Severity.High, "payments", "system:serviceaccount:payments:ci-deployer", 47, 23, true,
            "system:serviceaccount:payments:ci-deployer read 47 secrets in 60 s", ["credential-access"], ["T1552.007"], ["8.6.2", "10.2.1.1"]),
        Make("K7QF4R", "k8s-anonymous-access", "Anonymous request allowed", Severity.High, "", "system:anonymous", 12, 41, false,
            "system:anonymous was allowed to get /api/v1/namespaces from 203.0.113.77", ["initial-access", "discovery"], ["T1078.001", "T1613"], ["7.2.5", "8.2.1"]),
        Make("K7QF5B", "k8s-denied-attempts", "Repeated refused requests", Severity.Medium, "checkout", "system:serviceaccount:checkout:web", 138, 55, false,
            "system:serviceaccount:checkout:web was refused 138 requests for secrets, nodes and rolebindings in 5 min", ["discovery"], ["T1613"], ["10.2.1.4"]),
        Make("K7QF5Q", "k8s-networkpolicy-deleted", "Network policy deleted", Severity.High, "payments", "a.rossi@contoso.example", 1, 96, true,
            "a.rossi@contoso.example deleted networkpolicies/default-deny in payments", ["defense-evasion"], ["T1562.007"], ["1.2.2", "1.3.1"]),
        Make("K7QF6D", "k8s-token-request", "Service account token requested by a person", Severity.Medium, "checkout", "a.rossi@contoso.example", 2, 131, false,
            "a.rossi@contoso.example requested a token for serviceaccounts/web in checkout", ["credential-access"], ["T1528"], ["8.6.1"]),
        Make("K7QF7X", "k8s-exec-into-pod", "Shell opened in a running pod", Severity.Low, "tools", Hostile, 1, 160, false,
            $"{Hostile} opened a shell in pods/{Hostile} in tools", ["execution"], ["T1609"], ["10.2.1.2"]),
        Make("K7QF88", "k8s-webhook-changed", "Admission webhook changed", Severity.Medium, "", "system:serviceaccount:gatekeeper-system:gatekeeper-admin", 4, 260, false,
            "gatekeeper-admin updated validatingwebhookconfigurations/gatekeeper-validating-webhook-configuration", ["persistence", "defense-evasion"], ["T1562.001"], ["11.5.2"])
            with { State = AlertState.Acknowledged, History = [Change(240, AlertState.Acknowledged, "o.nakamura", "Known: certificate rotation by Gatekeeper, change CHG-20381.")] },
        Make("K7QF9T", "k8s-pan-in-log", "Card number found in an event", Severity.High, "payments", "system:serviceaccount:payments:batch", 1, 1500, true,
            "A card number (453201******0366) was found and masked in the request body of configmaps/batch-input in payments", ["collection"], ["T1552"], ["3.5.1", "3.4.1"])
            with { State = AlertState.Closed, History = [Change(1440, AlertState.Acknowledged, "o.nakamura", ""), Change(1300, AlertState.Closed, "o.nakamura", "Test card number of the acquirer; batch job fixed to not log its input. INC-7719.")] },
    ];

    private static Alert Make(
        string id, string rule, string title, Severity severity, string space, string actor, int count, int minutesAgo, bool isInCde,
        string summary, string[] tactics, string[] attack, string[] pci) => new()
    {
        Id = id, Rule = new(rule), Title = title, Severity = severity, Entity = $"{actor} in {(space.Length == 0 ? "the cluster" : space)}",
        State = AlertState.Open, Count = count, First = SampleClock.Now.AddMinutes(-minutesAgo).AddSeconds(-95), Last = SampleClock.Now.AddMinutes(-minutesAgo),
        Raised = SampleClock.Now.AddMinutes(-minutesAgo).AddSeconds(-94), Summary = summary, Cluster = Cluster, Actor = actor, Namespace = space,
        IsInCde = isInCde, Tactics = tactics, Attack = attack, Pci = pci,
    };

    private static AlertChange Change(int minutesAgo, AlertState state, string by, string note) =>
        new(SampleClock.Now.AddMinutes(-minutesAgo), state, by, note);
}
