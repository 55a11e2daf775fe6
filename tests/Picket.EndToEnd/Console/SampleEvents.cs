using System.Text.Json.Nodes;
using Picket.Core;

namespace Picket.EndToEnd.Console;

internal static class SampleEvents
{
    private const int MostShown = 9;

    public static IReadOnlyList<JsonText> Of(Alert alert) => [.. Times(alert).Select((time, index) => new JsonText(Event(alert, time, index)))];

    public static IReadOnlyList<Finding> FindingsOf(Alert alert) =>
    [
        .. Times(alert).Select((time, index) => new Finding
        {
            Id = $"{alert.Id}-{index}", Rule = alert.Rule, Title = alert.Title, Severity = alert.Severity, Time = time, Entity = alert.Entity,
            Summary = alert.Summary, AuditId = AuditId(alert, index), Actor = alert.Actor,
        }),
    ];

    private static IEnumerable<DateTime> Times(Alert alert)
    {
        var count = (int)Math.Min(alert.Count, MostShown);
        return Enumerable.Range(0, count).Select(index => count == 1 ? alert.Last : alert.First + (alert.Last - alert.First) * index * index / ((count - 1) * (count - 1)));
    }

    private static string AuditId(Alert alert, int index) => $"5f0c1e7a-{index:x4}-4d2b-9a61-{alert.Id.ToLowerInvariant().PadLeft(12, '0')}";

    private static string Event(Alert alert, DateTime time, int index) => new JsonObject
    {
        ["kind"] = "Event",
        ["apiVersion"] = "audit.k8s.io/v1",
        ["level"] = "RequestResponse",
        ["auditID"] = AuditId(alert, index),
        ["stage"] = "ResponseComplete",
        ["requestURI"] = "/api/v1/namespaces/payments/pods/card-vault-5d8f7c9b6-x2lqp/exec?command=sh&container=vault&stdin=true&tty=true",
        ["verb"] = "create",
        ["user"] = new JsonObject { ["username"] = alert.Actor, ["groups"] = new JsonArray("platform-engineers", "system:authenticated") },
        ["sourceIPs"] = new JsonArray("203.0.113.77"),
        ["userAgent"] = "kubectl/v1.34.1 (linux/amd64) kubernetes/93248f9" + (alert.Actor == SampleAlerts.Hostile ? SampleAlerts.Hostile : ""),
        ["objectRef"] = new JsonObject { ["resource"] = "pods", ["namespace"] = alert.Namespace, ["name"] = "card-vault-5d8f7c9b6-x2lqp", ["subresource"] = "exec", ["apiVersion"] = "v1" },
        ["responseStatus"] = index == 1 ? new JsonObject { ["code"] = 403, ["reason"] = "Forbidden" } : new JsonObject { ["code"] = 101 },
        ["requestReceivedTimestamp"] = time.ToString("O"),
        ["stageTimestamp"] = time.ToString("O"),
        ["annotations"] = new JsonObject
        {
            ["authorization.k8s.io/decision"] = index == 1 ? "forbid" : "allow",
            ["authorization.k8s.io/reason"] = "RBAC: allowed by RoleBinding \"platform/payments\" of Role \"debugger\" to Group \"platform-engineers\"",
        },
    }.ToJsonString();
}
