using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Picket.Kql.Values;

/// <summary>
/// Dynamic values: null, bool, long, double, string, <c>object?[]</c> for an array, <see cref="OrderedDictionary{TKey, TValue}"/> of string
/// and value for a bag; and their JSON text, which is how they are stored and travel. Nobody changes an array or a bag that somebody else made.
/// Of a property that stands twice the first counts, as it does to DuckDB.
/// </summary>
internal static partial class DynamicJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = ValueBounds.MaxDepth };

    /// <summary>Reads JSON text; false when it is none.</summary>
    public static bool TryParse(string json, out object? value)
    {
        try
        {
            using var document = JsonDocument.Parse(HalfPairs(json), new JsonDocumentOptions { MaxDepth = ValueBounds.MaxDepth });
            value = From(document.RootElement);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // Half of a surrogate pair is an ArgumentException.
            value = null;
            return false;
        }
    }

    // Half of a surrogate pair is no character, and nobody could store it: the replacement character stands for it.
    private static string HalfPairs(string json) => json.Contains("\\uD", StringComparison.OrdinalIgnoreCase)
        ? Escapes().Replace(json, escape => escape.Groups["half"].Success ? "\ufffd" : escape.Value)
        : json;

    [GeneratedRegex("""\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.""", RegexOptions.ExplicitCapture)]
    private static partial Regex Escapes();

    /// <summary>Compact JSON text.</summary>
    /// <exception cref="KqlRunException">The value nests too deep, or is too large.</exception>
    public static string Write(object? value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Compact))
            Write(json, value);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static object? From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? (object)whole : element.GetDouble(),
        JsonValueKind.Array => Elements(element),
        JsonValueKind.Object => Properties(element),
        _ => null,
    };

    private static object?[] Elements(JsonElement array)
    {
        var elements = new object?[array.GetArrayLength()];
        var i = 0;
        foreach (var element in array.EnumerateArray())
            elements[i++] = From(element);
        return elements;
    }

    private static OrderedDictionary<string, object?> Properties(JsonElement bag)
    {
        var properties = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in bag.EnumerateObject())
            properties.TryAdd(property.Name, From(property.Value));
        return properties;
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case double number: WriteReal(json, number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case string text:
                Begin(json);
                json.WriteStringValue(text);
                break;
            case object?[] array:
                Begin(json);
                json.WriteStartArray();
                foreach (var element in array)
                    Write(json, element);
                json.WriteEndArray();
                break;
            case OrderedDictionary<string, object?> bag:
                Begin(json);
                json.WriteStartObject();
                foreach (var (name, property) in bag)
                {
                    json.WritePropertyName(name);
                    Write(json, property);
                }

                json.WriteEndObject();
                break;
            default: json.WriteStringValue(KqlFormat.Text(value)); break;
        }
    }

    private static void Begin(Utf8JsonWriter json)
    {
        if (json.CurrentDepth >= ValueBounds.MaxDepth)
            throw ValueBounds.TooDeep();
        if (json.BytesCommitted + json.BytesPending > ValueBounds.MaxJson)
            throw ValueBounds.TooLarge();
    }

    // A real that is whole keeps its '.0', so that it is read back as a real.
    private static void WriteReal(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
            json.WriteRawValue(KqlFormat.Real(number), skipInputValidation: true);
        else
            json.WriteStringValue(KqlFormat.Real(number));
    }
}
