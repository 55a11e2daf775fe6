using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Picket.Core;
using Picket.Pipeline.Normalising;
using Picket.Pipeline.Normalising.Scope;
using Picket.Storage.DuckDb;
using Picket.Tests.House;
using Picket.Tests.Storage;

namespace Picket.Tests.Detecting.Kql;

/// <summary>Audit events as they are on their way, and a store that holds them.</summary>
public sealed class StoredAudit : IAsyncLifetime
{
    private const int DemoEvents = 1500;

    // What the recorded stream does not have: escapes, empty and missing parts, impersonation, a seventh digit of a second, fields newer than the schema.
    private static readonly string[] Odd =
    [
        Event("odd-1", """ "requestURI":"/api/v1/namespaces/a%20b/pods/\u0077eb/exec?command=\"sh\"","user":{"username":"an\u006e \"the\" admin","groups":["a"]},"objectRef":{"resource":"pods","subresource":"exec","name":"","namespace":"caf\u00e9"},"sourceIPs":["","192.0.2.9"] """),
        Event("odd-2", """ "requestURI":"/livez","user":{"username":"","uid":"7"},"sourceIPs":[],"responseStatus":{"metadata":{}},"objectRef":{"resource":"pods","name":null} """),
        Event("odd-3", """ "requestURI":"/apis","impersonatedUser":{"username":"root","groups":["system:masters"]},"userAgent":"","responseStatus":{"code":0},"newField":{"a":[1,2.5]} """),
        Event("odd-4", """ "requestURI":"/Ü","annotations":{"authorization.k8s.io/decision":"forbid"},"requestObject":{"spec":{"hostNetwork":true,"containers":[{"securityContext":{"privileged":true}}]}},"responseObject":"too large","responseStatus":{"code":70000} """),
    ];

    private readonly StoreFolder _folder = new();

    internal IReadOnlyList<AuditEvent> Events { get; private set; } = [];

    internal DuckDbStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var lines = ReadDemo().Take(DemoEvents).Concat(Odd).Select((line, i) => new Entry(Encoding.UTF8.GetBytes(line), "audit.log", i + 1));
        var normaliser = new Normaliser(CdeScope.None, new FakeTimeProvider(_folder.Clock.GetUtcNow()), () => "id");
        var read = normaliser.Normalise(new EntryBatch("test", [.. lines]) { Cluster = "prod" });
        Assert.Empty(read.Quarantined);
        Events = read.Events;
        Events[^1].Cluster = "/Subscriptions/s-1/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/cde";

        Store = _folder.Open();
        var batch = new StoreBatch();
        batch.Events.AddRange(Events);
        await Store.CommitAsync(batch, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The rows a query gives over the store, in no order.</summary>
    internal async Task<IReadOnlyList<string>> ByStoreAsync(string kql, DateTime now)
    {
        var result = await Store.QueryAsync(new QueryRequest(kql) { Now = now }, TestContext.Current.CancellationToken);
        Assert.False(result.IsTruncated);
        return [.. result.Rows.Select(r => Show(r)).Order(StringComparer.Ordinal)];
    }

    internal static string Show(IEnumerable<object?> row) => string.Join('|', row.Select(cell => cell switch
    {
        null => "null",
        JsonText json => Canonical(json.Value),
        string text when text.StartsWith('{') || text.StartsWith('[') => Canonical(text),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString(),
    }));

    // The store gives JSON as it was written, the other back end as it reads it: the same value.
    private static string Canonical(string text) => Picket.Kql.Values.DynamicJson.TryParse(text, out var value) ? Picket.Kql.Values.DynamicJson.Write(value) : text;

    private static IEnumerable<string> ReadDemo()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Repository.PathOf("content/demo/attacks.ndjson.gz")), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static string Event(string id, string more) =>
        $$"""{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Request","auditID":"{{id}}","stage":"ResponseComplete","verb":"create",{{more}},"requestReceivedTimestamp":"2026-11-23T05:00:00.1234567Z","stageTimestamp":"2026-11-23T05:00:01.7654321Z"}""";
}
