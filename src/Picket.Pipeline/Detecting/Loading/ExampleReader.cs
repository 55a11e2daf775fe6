using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Picket.Pipeline.Detecting.Loading;

/// <summary>
/// Completes a partial audit event to a valid one. <c>cde</c>, <c>repeat</c>, <c>every</c> and <c>sequence</c> are the
/// example's own keys; all others are laid over a plain event, an empty mapping in place of what was there.
/// </summary>
internal static class ExampleReader
{
    /// <summary>An example makes at most so many events.</summary>
    public const int MaxEvents = 5000;

    private static readonly string[] OwnKeys = ["cde", "repeat", "every", "sequence"];
    private static readonly DateTime Start = new(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc);

    public static RuleExample Read(RuleNode node)
    {
        var events = new List<ExampleEvent>();
        Append(node, events);
        return new((int)node.Map.Start.Line, events);
    }

    private static void Append(RuleNode node, List<ExampleEvent> events)
    {
        var repeat = 1;
        if (node.Text("repeat") is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out repeat) || repeat is < 1 or > MaxEvents))
        {
            node.Problems.Add("PKT3015", node["repeat"]!, $"'repeat' must be a number from 1 to {MaxEvents}.");
            return;
        }

        var every = TimeSpan.FromSeconds(1);
        if (node.Text("every") is { Length: > 0 } pause && !CorrelationReader.TryDuration(pause, out every))
            node.Problems.Add("PKT3015", node["every"]!, "'every' must be a time span such as '1s'.");

        for (var i = 0; i < repeat && events.Count < MaxEvents; i++)
        {
            if (node["sequence"] is YamlSequenceNode sequence)
                sequence.Children.OfType<YamlMappingNode>().ToList().ForEach(m => Append(new(m, node.Problems), events));
            else
                events.Add(Event(node, events.Count, every));
        }
    }

    private static ExampleEvent Event(RuleNode node, int index, TimeSpan every)
    {
        var json = Plain(index, Start + index * every);
        foreach (var (key, value) in node.Map.Children)
        {
            if (key is YamlScalarNode { Value: { } name } && !OwnKeys.Contains(name))
                json[name] = Lay(json[name], value);
        }

        if (!node.Map.Children.ContainsKey("requestURI"))
            json["requestURI"] = UriOf(json["objectRef"] as JsonObject);
        return new(Encoding.UTF8.GetBytes(json.ToJsonString()), node.Text("cde") == "true");
    }

    private static JsonObject Plain(int index, DateTime time) => new()
    {
        ["kind"] = "Event",
        ["apiVersion"] = "audit.k8s.io/v1",
        ["level"] = "RequestResponse",
        ["auditID"] = $"00000000-0000-4000-8000-{index:x12}",
        ["stage"] = "ResponseComplete",
        ["verb"] = "get",
        ["user"] = new JsonObject { ["username"] = "sam@example.com", ["groups"] = new JsonArray("system:authenticated") },
        ["sourceIPs"] = new JsonArray("192.0.2.10"),
        ["userAgent"] = "kubectl/v1.33.1 (linux/amd64) kubernetes/8adc0f0",
        ["responseStatus"] = new JsonObject { ["metadata"] = new JsonObject(), ["code"] = 200 },
        ["requestReceivedTimestamp"] = time.ToString("O", CultureInfo.InvariantCulture),
        ["stageTimestamp"] = time.ToString("O", CultureInfo.InvariantCulture),
        ["annotations"] = new JsonObject { ["authorization.k8s.io/decision"] = "allow" },
    };

    private static string UriOf(JsonObject? target)
    {
        if (target is null)
            return "/healthz";
        var group = (string?)target["apiGroup"];
        var uri = new StringBuilder(group is null ? "/api/v1" : $"/apis/{group}/v1");
        if (target["namespace"] is { } space)
            uri.Append("/namespaces/").Append(space);
        uri.Append('/').Append(target["resource"]);
        if (target["name"] is { } name)
            uri.Append('/').Append(name);
        return target["subresource"] is { } sub ? uri.Append('/').Append(sub).ToString() : uri.ToString();
    }

    private static JsonNode? Lay(JsonNode? under, YamlNode over)
    {
        switch (over)
        {
            case YamlMappingNode { Children.Count: > 0 } map:
                var result = under as JsonObject ?? [];
                foreach (var (key, value) in map.Children)
                    result[(key as YamlScalarNode)?.Value ?? ""] = Lay(result[(key as YamlScalarNode)?.Value ?? ""], value);
                return result.Parent is null ? result : result.DeepClone();
            case YamlMappingNode:
                return new JsonObject();
            case YamlSequenceNode list:
                return new JsonArray([.. list.Children.Select(c => Lay(null, c))]);
            case YamlScalarNode scalar:
                return Scalar(scalar);
            default:
                return null;
        }
    }

    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
            return JsonValue.Create(text);
        return text switch
        {
            "" or "null" or "~" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
    }
}
