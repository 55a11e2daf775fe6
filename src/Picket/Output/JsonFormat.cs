using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Picket.Output;

/// <summary>Records as JSON for people and programs: readable, with control characters escaped.</summary>
internal static class JsonFormat
{
    /// <summary>One line.</summary>
    public static JsonSerializerOptions Compact { get; } = new()
    {
        // The text goes to a terminal or a file, never into HTML; control characters stay escaped.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    /// <summary>An array of records, indented.</summary>
    public static string Array(IReadOnlyList<JsonObject> records) => Indented(writer =>
    {
        writer.WriteStartArray();
        foreach (var record in records)
            record.WriteTo(writer, Compact);
        writer.WriteEndArray();
    });

    /// <summary>One record, indented.</summary>
    public static string Object(JsonObject record) => Indented(writer => record.WriteTo(writer, Compact));

    /// <summary>One record on one line.</summary>
    public static string Line(JsonObject record) => record.ToJsonString(Compact);

    private static string Indented(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream,
            new() { Indented = true, Encoder = Compact.Encoder, NewLine = "\n" }))
            write(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }
}
