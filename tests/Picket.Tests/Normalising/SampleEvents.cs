using System.Text;
using Microsoft.Extensions.Time.Testing;
using Picket.Core;
using Picket.Pipeline.Normalising;
using Picket.Pipeline.Normalising.Scope;

namespace Picket.Tests.Normalising;

/// <summary>Small audit events, and the shortest way to normalise them.</summary>
internal static class SampleEvents
{
    public static readonly DateTimeOffset Now = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    public static string Event(string more = "", string user = "alice@example.org", string resource = "pods", string verb = "create") =>
        $$$"""
        {"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"RequestResponse","auditID":"0b5c1f7e-0000-4000-8000-000000000001","stage":"ResponseComplete","requestURI":"/api/v1/namespaces/shop/{{{resource}}}","verb":"{{{verb}}}","user":{"username":"{{{user}}}","groups":["system:authenticated"]},"sourceIPs":["203.0.113.7","127.0.0.1"],"userAgent":"kubectl/v1.33","objectRef":{"resource":"{{{resource}}}","namespace":"shop","name":"web-1","apiVersion":"v1"},"responseStatus":{"metadata":{},"code":201}{{{more}}},"requestReceivedTimestamp":"2026-05-04T03:00:00.123456Z","stageTimestamp":"2026-05-04T03:00:00.234567Z","annotations":{"authorization.k8s.io/decision":"allow","authorization.k8s.io/reason":""}}
        """;

    public static EventBatch Normalise(string text, CdeScope? scope = null) => Normalise(Encoding.UTF8.GetBytes(text), scope);

    public static EventBatch Normalise(byte[] bytes, CdeScope? scope = null)
    {
        var ids = 0;
        var normaliser = new Normaliser(scope ?? CdeScope.None, new FakeTimeProvider(Now), () => $"f{++ids}");
        return normaliser.Normalise(new("test", [new(bytes, "audit.log", 7)]) { Cluster = "prod" });
    }

    public static string Text(this ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);
}
