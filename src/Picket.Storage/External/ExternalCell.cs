using System.Globalization;
using System.Text.Json;
using Picket.Kql;

namespace Picket.Storage.External;

/// <summary>A value of an external file as a value of a column's type; what the type does not understand is null.</summary>
internal static class ExternalCell
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static object? Of(string text, KqlType type) => type switch
    {
        KqlType.String => text,
        KqlType.Dynamic => text.Length == 0 ? null : IsJson(text) ? text : JsonSerializer.Serialize(text, ExternalJson.Default.String),
        KqlType.Bool => text.ToLowerInvariant() switch { "true" or "1" => true, "false" or "0" => false, _ => null },
        KqlType.Int => int.TryParse(text, Culture, out var number) ? number : null,
        KqlType.Long => long.TryParse(text, Culture, out var number) ? number : null,
        KqlType.Real => double.TryParse(text, Culture, out var number) ? number : null,
        KqlType.Decimal => decimal.TryParse(text, Culture, out var number) ? number : null,
        KqlType.Guid => Guid.TryParse(text, out var id) ? id : null,
        KqlType.TimeSpan => TimeSpan.TryParse(text, Culture, out var span) ? span : null,
        KqlType.DateTime => DateTime.TryParse(text, Culture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time) ? time : null,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a KQL type."),
    };

    public static object? Of(JsonElement value, KqlType type) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => Of("", type),
        _ when type == KqlType.Dynamic => value.GetRawText(),
        JsonValueKind.String => Of(value.GetString()!, type),
        _ => Of(value.GetRawText(), type),
    };

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
