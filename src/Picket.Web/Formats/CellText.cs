using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Picket.Core;

namespace Picket.Web.Formats;

/// <summary>Cells of a result as text.</summary>
public static class CellText
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The value as KQL would print it; empty for null.</summary>
    public static string Of(object? value) => value switch
    {
        null => "",
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>The class that aligns a column.</summary>
    public static string? Align(QueryColumn column) => column.Type switch
    {
        "long" or "int" or "real" or "decimal" or "timespan" => "num",
        "datetime" => "time",
        _ => null,
    };

    /// <summary>JSON indented; text that is none stays as it is.</summary>
    public static string Pretty(JsonText json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.Value);
            using var buffer = new MemoryStream();
            using (var writer = new Utf8JsonWriter(buffer, Indented))
            {
                document.RootElement.WriteTo(writer);
            }

            return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        }
        catch (JsonException)
        {
            return json.Value;
        }
    }
}
