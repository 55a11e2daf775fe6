using System.Globalization;
using System.Text;
using Picket.Core;
using Picket.Storage.DuckDb;

namespace Picket.Benchmarks;

/// <summary>Made-up audit events of about 1.2 KB, spread over a year in sealed segments, as a store keeps them.</summary>
internal sealed class AuditFacts(DateTime newest, int rows)
{
    /// <summary>Events in one hour, and so in one segment.</summary>
    public const int PerSegment = 20_000;

    /// <summary>A word that stands in events of one hour only.</summary>
    public const string RareWord = "zebrafish";

    private const int BatchEvents = 5_000;

    private static readonly string[] Verbs = ["get", "get", "get", "list", "watch", "watch", "create", "update", "patch", "delete"];
    private static readonly string[] Resources = ["pods", "secrets", "configmaps", "deployments", "services", "leases", "events", "nodes", "clusterrolebindings"];
    private static readonly string[] Namespaces = ["cde-payments", "cde-vault", "kube-system", "default", "shop-frontend", "monitoring"];
    private static readonly string Padding = new('x', 260);

    private int Segments => Math.Max(1, rows / PerSegment);

    /// <summary>Commits all events; the store seals an hour whenever it is full.</summary>
    public async Task WriteAsync(DuckDbStore store, CancellationToken cancellationToken)
    {
        for (var first = 0; first < rows; first += BatchEvents)
        {
            var batch = new StoreBatch();
            for (var i = first; i < Math.Min(rows, first + BatchEvents); i++)
                batch.Events.Add(Event(i));
            await store.CommitAsync(batch, cancellationToken);
        }
    }

    // The last segment is the newest hour; the others lie evenly behind it.
    private DateTime TimeOf(int row)
    {
        var segment = row / PerSegment;
        var hours = (Segments - 1 - segment) * (365 * 24 / Math.Max(1, Segments));
        return newest.AddHours(-Math.Max(0, hours) - 1).AddTicks((row % PerSegment) * (TimeSpan.TicksPerHour / PerSegment));
    }

    private AuditEvent Event(int row)
    {
        // A few large primes mix the columns without a random number to seed.
        var mix = (uint)(row * 2654435761L >> 7);
        var (verb, resource, scope) = (Verbs[mix % 10], Resources[mix / 10 % 9], Namespaces[mix / 90 % 6]);
        var user = string.Create(CultureInfo.InvariantCulture, $"system:serviceaccount:{scope}:worker-{mix % 400}");
        var name = row / PerSegment == 1 && row % 1000 == 0 ? $"{RareWord}-{row}" : string.Create(CultureInfo.InvariantCulture, $"{resource}-{mix % 5000}");
        var code = mix % 50 == 0 ? 403 : mix % 97 == 0 ? 404 : 200;
        var time = TimeOf(row);
        var hasBody = verb is "create" or "update" or "patch" or "get";
        return new AuditEvent
        {
            Raw = ReadOnlyMemory<byte>.Empty,
            AuditId = Utf8($"{row:x8}-4a1b-4c2d-8e3f-{mix:x12}"),
            Stage = AuditStage.ResponseComplete,
            Level = hasBody ? AuditLevel.Request : AuditLevel.Metadata,
            Verb = Utf8(verb),
            RequestUri = Utf8($"/api/v1/namespaces/{scope}/{resource}/{name}?timeout={mix % 60}s"),
            UserAgent = Utf8($"kube-controller-manager/v1.{28 + (mix % 6)}.2 (linux/amd64) kubernetes/9d8f{mix % 16:x}"),
            User = Utf8($"{{\"username\":\"{user}\",\"uid\":\"{mix:x8}\",\"groups\":[\"system:serviceaccounts\",\"system:authenticated\"]}}"),
            SourceIps = Utf8($"[\"10.{mix % 7}.{mix % 200}.{mix % 250}\"]"),
            ObjectRef = Utf8($"{{\"resource\":\"{resource}\",\"namespace\":\"{scope}\",\"name\":\"{name}\",\"apiVersion\":\"v1\"}}"),
            ResponseStatus = Utf8($"{{\"metadata\":{{}},\"code\":{code}}}"),
            RequestObject = hasBody ? Utf8(Body(mix, name, scope)) : default,
            Annotations = Utf8("{\"authorization.k8s.io/decision\":\"allow\",\"authorization.k8s.io/reason\":\"RBAC: allowed by ClusterRoleBinding\"}"),
            RequestReceivedTime = time,
            StageReceivedTime = time,
            ReceivedTime = time,
            Cluster = "/subscriptions/s/resourcegroups/rg/providers/microsoft.containerservice/managedclusters/cde",
            PodName = "kube-apiserver-0",
        };
    }

    private static string Body(uint mix, string name, string scope) =>
        $"{{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{{\"name\":\"{name}\",\"namespace\":\"{scope}\",\"labels\":{{\"app\":\"app-{mix % 60}\",\"note\":\"{Padding}\"}}}},"
        + $"\"spec\":{{\"containers\":[{{\"name\":\"main\",\"image\":\"registry.example/app-{mix % 60}:1.{mix % 40}\",\"securityContext\":{{\"{(mix % 200 == 0 ? "privileged" : "readOnlyRootFilesystem")}\":true}},"
        + $"\"resources\":{{\"limits\":{{\"cpu\":\"{mix % 4}\",\"memory\":\"{mix % 900}Mi\"}}}}}}],\"nodeName\":\"aks-pool-{mix % 30}\"}}}}";

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
