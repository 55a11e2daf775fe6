using System.Text.Json;
using System.Text.Json.Serialization;
using Picket.Core;

namespace Picket.Web.Api.Json;

/// <summary>An enum as a lower-case word: <c>NotApplicable</c> is <c>not-applicable</c>. Numbers are refused.</summary>
public sealed class WordJson<T>()
    : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>The same words outside JSON.</summary>
public static class Words
{
    /// <summary>The word of a value.</summary>
    public static string Of<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>All words of an enum except <c>unknown</c>, in its order.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(Of).Where(word => word != "unknown")];

    /// <summary>The value of a word; false when there is none, or it is <c>unknown</c>.</summary>
    public static bool TryParse<T>(string word, out T value) where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            value = candidate;
            if (Of(candidate) is var name && name != "unknown" && name == word)
                return true;
        }

        value = default;
        return false;
    }
}

/// <summary>A rule's id as a plain string.</summary>
public sealed class RuleIdJson : JsonConverter<RuleId>
{
    /// <inheritdoc/>
    public override RuleId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetString() ?? throw new JsonException("A rule id must be a string."));

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RuleId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

/// <summary>JSON text as the JSON it is; text that is not JSON travels as a string.</summary>
public sealed class JsonTextJson : JsonConverter<JsonText>
{
    /// <inheritdoc/>
    public override JsonText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return new(document.RootElement.GetRawText());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JsonText value, JsonSerializerOptions options) =>
        Write(writer, value);

    internal static void Write(Utf8JsonWriter writer, JsonText value)
    {
        try
        {
            // Parsed before it is written: a raw value found wrong half way would leave a broken answer.
            using var document = JsonDocument.Parse(value.Value ?? "null");
            document.RootElement.WriteTo(writer);
        }
        catch (JsonException)
        {
            writer.WriteStringValue(value.Value);
        }
    }
}
