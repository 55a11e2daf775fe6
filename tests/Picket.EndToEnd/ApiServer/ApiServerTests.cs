using System.Net;
using System.Text.Json;
using Picket.EndToEnd.Running;

namespace Picket.EndToEnd.ApiServer;

/// <summary>What people do to a real API server becomes alerts within seconds, and can be asked for.</summary>
public sealed class ApiServerTests(ControlPlane cluster) : IClassFixture<ControlPlane>
{
    private const int ProbesOfOneAddress = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_privileged_pod_raises_an_alert_that_names_the_event()
    {
        Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
        await cluster.KubectlAsync("""
            apiVersion: v1
            kind: Pod
            metadata: {name: e2e-privileged, namespace: default}
            spec:
              containers: [{name: tool, image: registry.example/tool:1, securityContext: {privileged: true}}]
            """, "create", "-f", "-");

        await ExpectAlertAsync("k8s-workload-privileged", "Verb == 'create' and ObjectRef.resource == 'pods' and ObjectRef.name == 'e2e-privileged'");
    }

    [Fact]
    public async Task A_binding_to_cluster_admin_raises_an_alert_that_names_the_event()
    {
        Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
        await cluster.KubectlAsync("", "create", "clusterrolebinding", "e2e-admin", "--clusterrole=cluster-admin", "--user=mallory@shop.example");

        await ExpectAlertAsync("k8s-rbac-cluster-admin", "Verb == 'create' and ObjectRef.name == 'e2e-admin'");
    }

    [Fact]
    public async Task Refused_anonymous_requests_for_secrets_raise_an_alert()
    {
        Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
        // The certificate is the test cluster's own; who answers is not what is tested here.
        using var stranger = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }) { BaseAddress = cluster.Address };
        var ids = Enumerable.Range(0, ProbesOfOneAddress).Select(_ => Guid.NewGuid().ToString()).ToList();
        foreach (var id in ids)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/namespaces/kube-system/secrets") { Headers = { { "Audit-ID", id } } };
            using var answer = await stranger.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        await ExpectAlertAsync("k8s-anonymous-probing", $"AuditId in ('{string.Join("', '", ids)}')");
    }

    [Fact]
    public async Task Everything_in_the_API_servers_own_log_arrives_through_the_webhook_once()
    {
        Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
        await cluster.KubectlAsync("", "get", "pods", "--all-namespaces");
        var logged = (await ReadLogAsync()).ToHashSet();

        await Poll.UntilAsync($"all {logged.Count} events of the log are kept", Patience,
            async () => logged.IsSubsetOf(await KeptAsync()), TestContext.Current.CancellationToken);

        var kept = await KeptAsync();
        Assert.NotEmpty(logged);
        Assert.Equal(kept.Count, kept.Distinct().Count());
    }

    /// <summary>An alert of the rule stands behind the event that the condition finds, and the event is of this cluster.</summary>
    private async Task ExpectAlertAsync(string rule, string condition) => await Poll.UntilAsync(
        $"an alert of '{rule}' names the event where {condition}", Patience,
        async () =>
        {
            var events = (await PicketCommand.QueryAsync(cluster.Folder, $"AKSAudit | where {condition} | project AuditId")).Json;
            var ids = events.EnumerateArray().Select(row => row.GetProperty("AuditId").GetString()).ToHashSet();
            var alerts = (await PicketCommand.SucceedAsync(cluster.Folder, "alerts", "-o", "json")).Json;
            return alerts.EnumerateArray().Any(alert => alert.GetProperty("rule").GetString() == rule
                && alert.GetProperty("cluster").GetString() == "kube-e2e"
                && alert.GetProperty("auditIds").EnumerateArray().Any(id => ids.Contains(id.GetString())));
        },
        TestContext.Current.CancellationToken);

    private async Task<IReadOnlyList<(string Id, string Stage)>> KeptAsync() =>
    [
        .. (await PicketCommand.SucceedAsync(cluster.Folder, "query", "AKSAudit | project AuditId, Stage", "--max-rows", "100000", "-o", "json")).Json
            .EnumerateArray().Select(row => (row.GetProperty("AuditId").GetString()!, row.GetProperty("Stage").GetString()!)),
    ];

    private async Task<IReadOnlyList<(string Id, string Stage)>> ReadLogAsync()
    {
        var events = new List<(string, string)>();
        await using var file = new FileStream(cluster.AuditLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (!line.EndsWith('}'))
            {
                break; // the API server is in the middle of this one
            }

            using var one = JsonDocument.Parse(line);
            events.Add((one.RootElement.GetProperty("auditID").GetString()!, one.RootElement.GetProperty("stage").GetString()!));
        }

        return events;
    }
}
