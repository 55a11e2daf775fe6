using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Picket.Core;

namespace Picket.Web.Console.Alerts;

/// <summary>An audit event's JSON as a person reads it. Whatever is missing or of another type is empty.</summary>
public sealed record AuditEventText
{
    /// <summary>The most characters of JSON shown for one event.</summary>
    public const int MaxJsonLength = 64 * 1024;

    private static readonly JsonWriterOptions Indented = new()
    {
        // Razor encodes for HTML; escaping twice would hide what the event says.
        Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary><c>auditID</c>.</summary>
    public string AuditId { get; private init; } = "";

    /// <summary><c>stageTimestamp</c>.</summary>
    public DateTime? Time { get; private init; }

    /// <summary>Who did what to which object.</summary>
    public string Sentence { get; private init; } = "An event that is not readable as JSON.";

    /// <summary>The fields a responder asks for first, in order, by name.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts { get; private init; } = [];

    /// <summary>How and from where, in a few words: verb, address, answer.</summary>
    public string Circumstances { get; private init; } = "";

    /// <summary>The decision was <c>forbid</c>, or the API answered with an error.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>The event, indented.</summary>
    public string Json { get; private init; } = "";

    /// <summary>Reads the event; never fails.</summary>
    public static AuditEventText Read(JsonText text)
    {
        try
        {
            using var document = JsonDocument.Parse(text.Value);
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? Read(document.RootElement)
                : new() { Json = Cut(text.Value) };
        }
        catch (JsonException)
        {
            return new() { Json = Cut(text.Value) };
        }
    }

    private static AuditEventText Read(JsonElement root)
    {
        var user = Text(root, "user", "username");
        var actingAs = Text(root, "impersonatedUser", "username");
        var target = Target(root);
        var decision = Text(root, "annotations", "authorization.k8s.io/decision");
        var code = Text(root, "responseStatus", "code");
        (string, string)[] facts =
        [
            ("User", user), ("Acting as", actingAs), ("Verb", Text(root, "verb")), ("Object", target),
            ("From", Text(root, "sourceIPs", "")), ("Client", Text(root, "userAgent")), ("Answer", $"{code} {decision}".Trim()),
            ("Reason", Text(root, "annotations", "authorization.k8s.io/reason")), ("Audit id", Text(root, "auditID")),
        ];
        return new()
        {
            AuditId = Text(root, "auditID"),
            Time = TimeOf(root),
            Sentence = $"{user} {Text(root, "verb")} {target}",
            Circumstances = string.Join(" · ", new[]
            {
                Text(root, "verb"), Text(root, "sourceIPs", ""), $"{code} {decision}".Trim(), actingAs.Length > 0 ? $"as {actingAs}" : "",
            }.Where(part => part.Length > 0)),
            Facts = [.. facts.Where(fact => fact.Item2.Length > 0)],
            IsRefused = decision == "forbid" || code is ['4' or '5', ..],
            Json = Pretty(root),
        };
    }

    private static string Target(JsonElement root)
    {
        string[] parts = [Text(root, "objectRef", "resource"), Text(root, "objectRef", "name"), Text(root, "objectRef", "subresource")];
        var path = string.Join('/', parts.Where(part => part.Length > 0));
        var space = Text(root, "objectRef", "namespace");
        return path.Length == 0 ? Text(root, "requestURI") : space.Length == 0 ? path : $"{path} in {space}";
    }

    private static DateTime? TimeOf(JsonElement root)
    {
        var text = Text(root, "stageTimestamp") is { Length: > 0 } stage ? stage : Text(root, "requestReceivedTimestamp");
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
    }

    /// <summary>A nested field as text; of an array, its items.</summary>
    private static string Text(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (name.Length > 0 && (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element)))
            {
                return "";
            }
        }

        return element.ValueKind switch
        {
            JsonValueKind.String => element.GetString() ?? "",
            JsonValueKind.Number => element.GetRawText(),
            JsonValueKind.Array => string.Join(", ", element.EnumerateArray().Select(item => Text(item))),
            _ => "",
        };
    }

    private static string Pretty(JsonElement root)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            root.WriteTo(writer);
        }

        return Cut(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static string Cut(string text) => text.Length <= MaxJsonLength
        ? text
        : $"{text.AsSpan(0, MaxJsonLength)}\n… cut here; {Parts.Words.Count(text.Length - MaxJsonLength)} characters more are kept in the store.";
}
