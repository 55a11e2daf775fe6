using System.Text;
using Microsoft.Extensions.Time.Testing;
using Picket.Core;
using Picket.Pipeline.Normalising;
using Picket.Storage.DuckDb;

namespace Picket.Tests.Storage;

/// <summary>A data folder of its own for one test, and events to put in it.</summary>
internal sealed class StoreFolder : IDisposable
{
    public StoreFolder() => System.IO.Directory.CreateDirectory(Directory);

    public string Directory { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "picket-test-" + Guid.NewGuid().ToString("N"));

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    public DuckDbStore Open(Func<DuckDbOptions, DuckDbOptions>? change = null)
    {
        var options = new DuckDbOptions { Directory = Directory };
        return DuckDbStore.Open(change?.Invoke(options) ?? options, Clock);
    }

    public string File(string relative) => System.IO.Path.Combine(Directory, relative);

    public static AuditEvent Event(string auditId, DateTime time, string uri = "/api/v1/pods", string verb = "create")
    {
        var json = $$"""
            {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Request","auditID":"{{auditId}}","stage":"ResponseComplete",
            "requestURI":"{{uri}}","verb":"{{verb}}","user":{"username":"ann","groups":["dev"]},"sourceIPs":["192.0.2.7"],"userAgent":"kubectl/v1.30",
            "objectRef":{"resource":"pods","namespace":"payments","name":"web"},"responseStatus":{"code":201},
            "requestReceivedTimestamp":"{{time:O}}","stageTimestamp":"{{time:O}}"}
            """;
        Assert.True(AuditEventReader.TryRead(Encoding.UTF8.GetBytes(json), out var e, out var problem), problem.Reason);
        e.Cluster = "test";
        e.ReceivedTime = time;
        return e;
    }

    public static StoreBatch Events(int count, DateTime from, TimeSpan step)
    {
        var batch = new StoreBatch();
        for (var i = 0; i < count; i++)
            batch.Events.Add(Event(Guid.NewGuid().ToString(), from + (step * i)));
        return batch;
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
