using System.Text.Json;

namespace Picket.Pipeline.Detecting.Matching;

/// <summary>Finds the pod spec in a pod or in any workload that carries a pod template.</summary>
internal static class PodSpecLocator
{
    /// <summary>Deeper nesting than this is not followed; the event reader refuses deeper events.</summary>
    public const int MaxDepth = 256;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };
    private static readonly byte[][] Pod = ["spec"u8.ToArray()];
    private static readonly byte[][] Template = ["spec"u8.ToArray(), "template"u8.ToArray(), "spec"u8.ToArray()];
    private static readonly byte[][] PodTemplate = ["template"u8.ToArray(), "spec"u8.ToArray()];

    private static readonly byte[][] CronJob =
        ["spec"u8.ToArray(), "jobTemplate"u8.ToArray(), "spec"u8.ToArray(), "template"u8.ToArray(), "spec"u8.ToArray()];

    /// <summary>The pod spec's JSON, a slice of <paramref name="json"/>; empty where there is none.</summary>
    public static ReadOnlyMemory<byte> Locate(ReadOnlyMemory<byte> json, ReadOnlySpan<byte> resource)
    {
        if (json.Span is not [(byte)'{', ..])
            return default;

        if (!resource.SequenceEqual("pods"u8))
            return Descend(json, PathOf(resource));

        // pods/ephemeralcontainers of Kubernetes 1.22 and older: the list stands at the top, without a spec around it.
        var spec = Descend(json, Pod);
        return spec.IsEmpty && json.Span.IndexOf("\"ephemeralContainers\""u8) >= 0 ? json : spec;
    }

    private static byte[][] PathOf(ReadOnlySpan<byte> resource) => resource switch
    {
        _ when resource.SequenceEqual("cronjobs"u8) => CronJob,
        _ when resource.SequenceEqual("podtemplates"u8) => PodTemplate,
        _ => Template,
    };

    private static ReadOnlyMemory<byte> Descend(ReadOnlyMemory<byte> json, byte[][] path)
    {
        var reader = new Utf8JsonReader(json.Span, Options);
        reader.Read();
        foreach (var name in path)
        {
            if (!Enter(ref reader, name))
                return default;
        }

        var first = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[first..(int)reader.BytesConsumed];
    }

    // Of a field that stands twice the API server takes the last, so it is the one to judge.
    private static bool Enter(ref Utf8JsonReader reader, byte[] name)
    {
        var last = reader;
        var isObject = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = JsonPath.NameIs(ref reader, name);
            reader.Read();
            if (found)
            {
                last = reader;
                isObject = reader.TokenType == JsonTokenType.StartObject;
            }

            reader.Skip();
        }

        reader = last;
        return isObject;
    }
}
