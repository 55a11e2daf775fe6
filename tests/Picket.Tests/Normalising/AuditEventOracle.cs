using System.Text;
using System.Text.Json;
using Picket.Core;
using Picket.Pipeline.Normalising;

namespace Picket.Tests.Normalising;

/// <summary>
/// Judges the event reader by the slow and plain way: whatever it accepts, <see cref="JsonDocument"/> accepts too and sees
/// the same in it; and it never throws. The fuzz target and the unit tests share it.
/// </summary>
public static class AuditEventOracle
{
    private static readonly string[] Seeds =
    [
        """{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Request","auditID":"a-1","stage":"ResponseComplete","requestURI":"/api?x=1&y","verb":"create","user":{"username":"bob","groups":["g"],"extra":{"k":["v"]}},"impersonatedUser":{"username":"eve"},"sourceIPs":["10.0.0.1","::1"],"userAgent":"curl\/8","objectRef":{"resource":"pods","namespace":"ns","name":"p","apiGroup":"apps","subresource":"exec"},"responseStatus":{"code":403,"reason":"no"},"requestObject":{"a":[1,2.5e3,null,true]},"responseObject":"text","requestReceivedTimestamp":"2026-01-02T03:04:05.678901Z","stageTimestamp":"2026-01-02T03:04:06Z","annotations":{"authorization.k8s.io/decision":"forbid"},"extra":{"x":"y"}}""",
        """{"auditID":"\u00e4\ud83d\ude00","verb":"get","stage":"Panic","stageTimestamp":"2026-01-02T03:04:05+01:00","user":{},"sourceIPs":[],"objectRef":null}""",
    ];

    private static readonly string[] Tokens =
        ["{", "}", "[", "]", "\"", ":", ",", "\\", "null", "0", "-1", "1e9", "true", "\\u0000", "\\ud800", "ü", "\"verb\":", "\"auditID\":\"x\",", " "];

    /// <summary>Mutates a few known events so many times and checks each.</summary>
    public static void Smoke(int seed, int iterations)
    {
        var random = new Random(seed);
        for (var i = 0; i < iterations; i++)
            Check(Mutate(random, Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)])));
    }

    /// <summary>Checks one input.</summary>
    /// <exception cref="InvalidOperationException">The reader disagrees with the DOM.</exception>
    public static void Check(byte[] json)
    {
        if (!AuditEventReader.TryRead(json, out var e, out var problem))
        {
            Expect(problem.Code.Length > 0 && problem.Reason.Length > 0, "a refusal says why");
            return;
        }

        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = AuditEventReader.MaxDepth });
        var root = document.RootElement;
        Same(root, e.AuditId, "auditID");
        Same(root, e.Verb, "verb");
        Same(root, e.RequestUri, "requestURI");
        Same(root, e.UserAgent, "userAgent");
        Same(root, e.UserName, "user", "username");
        Same(root, e.ImpersonatedUserName, "impersonatedUser", "username");
        Same(root, e.Resource, "objectRef", "resource");
        Same(root, e.Namespace, "objectRef", "namespace");
        Same(root, e.Name, "objectRef", "name");
        Same(root, e.ApiGroup, "objectRef", "apiGroup");
        Same(root, e.Subresource, "objectRef", "subresource");
        Same(root, e.Decision, "annotations", "authorization.k8s.io/decision");
        SameJson(root, e.RequestObject, "requestObject");
        SameJson(root, e.ResponseObject, "responseObject");
        SameJson(root, e.User, "user");
        SameJson(root, e.ObjectRef, "objectRef");
        Expect(e.StatusCode == (Find(root, "responseStatus", "code") is { } code ? code.GetInt32() : 0), "responseStatus.code");
    }

    private static void Same(JsonElement root, ReadOnlyMemory<byte> read, params ReadOnlySpan<string> path)
    {
        var expected = Find(root, path) is { ValueKind: JsonValueKind.String } value ? value.GetString() : "";
        Expect(Encoding.UTF8.GetString(read.Span) == expected, string.Join('.', path.ToArray()));
    }

    private static void SameJson(JsonElement root, ReadOnlyMemory<byte> read, string field)
    {
        var expected = Find(root, field) is { ValueKind: not JsonValueKind.Null } value ? value.GetRawText() : "";
        Expect(Encoding.UTF8.GetString(read.Span) == expected, field);
    }

    private static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        }

        return element;
    }

    private static byte[] Mutate(Random random, byte[] json)
    {
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(json.Length + 1);
            var end = Math.Min(json.Length, at + random.Next(0, 12));
            json = random.Next(5) switch
            {
                0 => json[..at],
                1 => [.. json[..at], .. json[end..]],
                2 => [.. json[..at], (byte)random.Next(256), .. json[end..]],
                3 => [.. json[..at], .. Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]), .. json[at..]],
                _ => [.. json[..at], .. json[at..end], .. json[at..]],
            };
        }

        return json;
    }

    private static void Expect(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException($"The event reader and the DOM disagree on '{what}'.");
    }
}
