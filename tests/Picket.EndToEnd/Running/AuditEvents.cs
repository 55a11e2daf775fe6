using System.Globalization;
using System.Net;
using System.Text;

namespace Picket.EndToEnd.Running;

/// <summary>Audit events in the form an API server writes them, each with an id of its own.</summary>
internal static class AuditEvents
{
    private static readonly DateTime First = DateTime.UnixEpoch.AddYears(56);

    /// <summary>A harmless read; the number makes its id and its time.</summary>
    public static string Read(string series, int number) => Event(series, number, "get", "pods", "");

    /// <summary>Somebody binds a subject to cluster-admin: rules shipped with Picket raise an alert.</summary>
    public static string ClusterAdmin(string series, int number, string user) =>
        Event(series, number, "create", "clusterrolebindings", $$$"""
            ,"requestObject":{"kind":"ClusterRoleBinding","apiVersion":"rbac.authorization.k8s.io/v1","metadata":{"name":"{{{series}}}-{{{number}}}"},"subjects":[{"kind":"User","name":"{{{user}}}"}],"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"}}
            """.Trim(), user);

    public static string Id(string series, int number) => $"{series}-{number:D8}";

    /// <summary>The body that an API server posts.</summary>
    public static string List(IEnumerable<string> events) =>
        $$"""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","metadata":{},"items":[{{string.Join(',', events)}}]}""";

    /// <summary>Posts events as one body; true when they were acknowledged.</summary>
    public static async Task<bool> PostAsync(HttpClient client, IEnumerable<string> events, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(client, events, cancellationToken);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>Posts events as one body and returns the answer; the caller disposes it.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, IEnumerable<string> events, CancellationToken cancellationToken)
    {
        using var body = new StringContent(List(events), Encoding.UTF8, "application/json");
        return await client.PostAsync("audit/webhook/e2e", body, cancellationToken);
    }

    private static string Event(string series, int number, string verb, string resource, string more, string user = "ines@shop.example")
    {
        var time = First.AddMilliseconds(number * 37).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        var group = resource == "pods" ? "" : "\"apiGroup\":\"rbac.authorization.k8s.io\",";
        return $$$"""
            {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"RequestResponse","auditID":"{{{Id(series, number)}}}","stage":"ResponseComplete","requestURI":"/apis/{{{resource}}}/{{{series}}}-{{{number}}}","verb":"{{{verb}}}","user":{"username":"{{{user}}}","groups":["developers","system:authenticated"]},"sourceIPs":["10.1.2.3"],"userAgent":"kubectl/v1.33","objectRef":{"resource":"{{{resource}}}",{{{group}}}"name":"{{{series}}}-{{{number}}}","apiVersion":"v1"},"responseStatus":{"code":200},"requestReceivedTimestamp":"{{{time}}}","stageTimestamp":"{{{time}}}"{{{more}}}}
            """.Trim();
    }
}
