using System.Text.Json;

namespace Picket.Pipeline.Normalising.Scope;

/// <summary>Reads <c>metadata.labels</c> of a Kubernetes object, and nothing else of it.</summary>
internal static class Labels
{
    private const int MaxLabels = 64;

    /// <summary>The labels of an object, or null where the JSON is none.</summary>
    public static Dictionary<string, string>? Of(ReadOnlySpan<byte> json) => OfItems(json) is [var only] ? only.Labels : null;

    /// <summary>Name and labels of each item where the object is a list, else of the object itself.</summary>
    public static List<LabelledObject> OfItems(ReadOnlySpan<byte> json)
    {
        var found = new List<LabelledObject>();
        var reader = Open(json);
        try
        {
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject && ReadObject(ref reader, found) is { } self
                && found.Count == 0)
                found.Add(self);
        }
        catch (InvalidOperationException)
        {
            // A label that escapes half a surrogate pair is no text, and no selector can name it.
            found.Clear();
        }

        return found;
    }

    private static Utf8JsonReader Open(ReadOnlySpan<byte> json) =>
        new(json, new JsonReaderOptions { MaxDepth = AuditEventReader.MaxDepth });

    private static LabelledObject ReadObject(ref Utf8JsonReader reader, List<LabelledObject>? items = null)
    {
        var result = new LabelledObject("", []);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("metadata"u8) && ReadTo(ref reader, JsonTokenType.StartObject))
                result = ReadMetadata(ref reader);
            else if (items is not null && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("items"u8)
                && ReadTo(ref reader, JsonTokenType.StartArray))
                ReadItems(ref reader, items);
            else
                reader.Skip();
        }

        return result;
    }

    private static void ReadItems(ref Utf8JsonReader reader, List<LabelledObject> items)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                items.Add(ReadObject(ref reader));
            else
                reader.Skip();
        }
    }

    private static LabelledObject ReadMetadata(ref Utf8JsonReader reader)
    {
        var name = "";
        Dictionary<string, string> labels = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8) && ReadTo(ref reader, JsonTokenType.String))
                name = reader.GetString()!;
            else if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("labels"u8)
                && ReadTo(ref reader, JsonTokenType.StartObject))
                labels = ReadLabels(ref reader);
            else
                reader.Skip();
        }

        return new(name, labels);
    }

    private static Dictionary<string, string> ReadLabels(ref Utf8JsonReader reader)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            if (ReadTo(ref reader, JsonTokenType.String) && labels.Count < MaxLabels)
                labels[key] = reader.GetString()!;
            else
                reader.Skip();
        }

        return labels;
    }

    private static bool ReadTo(ref Utf8JsonReader reader, JsonTokenType wanted) => reader.Read() && reader.TokenType == wanted;
}

/// <summary>An object's name and labels.</summary>
internal sealed record LabelledObject(string Name, Dictionary<string, string> Labels);
