using System.Globalization;
using System.Text.Json;
using Picket.Core;

namespace Picket.Web.Api.Json;

/// <summary>
/// One cell of a result. Numbers are JSON numbers (a real that JSON cannot write is <c>"NaN"</c>, <c>"Infinity"</c> or
/// <c>"-Infinity"</c>), times ISO 8601 in UTC, time spans <c>d.hh:mm:ss.fffffff</c>, dynamic the JSON itself.
/// </summary>
public static class CellJson
{
    /// <summary>Writes a cell.</summary>
    public static void Write(Utf8JsonWriter writer, object? cell)
    {
        switch (cell)
        {
            case null: writer.WriteNullValue(); break;
            case string text: writer.WriteStringValue(text); break;
            case long number: writer.WriteNumberValue(number); break;
            case int number: writer.WriteNumberValue(number); break;
            case double real when double.IsFinite(real): writer.WriteNumberValue(real); break;
            case double real: writer.WriteStringValue(real.ToString(CultureInfo.InvariantCulture)); break;
            case bool flag: writer.WriteBooleanValue(flag); break;
            case decimal number: writer.WriteNumberValue(number); break;
            case DateTime time: writer.WriteStringValue(DateTime.SpecifyKind(time, DateTimeKind.Utc)); break;
            case TimeSpan span: writer.WriteStringValue(span.ToString("c", CultureInfo.InvariantCulture)); break;
            case Guid id: writer.WriteStringValue(id); break;
            case JsonText json: JsonTextJson.Write(writer, json); break;
            default: throw new NotSupportedException($"A result cell cannot be a {cell.GetType().Name}.");
        }
    }

    /// <summary>Reads a cell of a column's type back; an unknown type is kept as JSON.</summary>
    public static object? Read(JsonElement cell, string type)
    {
        if (cell.ValueKind == JsonValueKind.Null)
            return null;
        return type switch
        {
            "string" => cell.GetString(),
            "long" => cell.GetInt64(),
            "int" => cell.GetInt32(),
            "real" => cell.ValueKind == JsonValueKind.String
                ? double.Parse(cell.GetString()!, CultureInfo.InvariantCulture) : cell.GetDouble(),
            "bool" => cell.GetBoolean(),
            "decimal" => cell.GetDecimal(),
            "datetime" => cell.GetDateTime().ToUniversalTime(),
            "timespan" => TimeSpan.ParseExact(cell.GetString()!, "c", CultureInfo.InvariantCulture),
            "guid" => cell.GetGuid(),
            _ => new JsonText(cell.GetRawText()),
        };
    }
}
