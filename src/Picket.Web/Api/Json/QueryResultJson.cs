using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Picket.Core;

namespace Picket.Web.Api.Json;

/// <summary>A result table as JSON: columns with their types, rows as arrays of cells.</summary>
public sealed class QueryResultJson : JsonConverter<QueryResult>
{
    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, QueryResult value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("columns");
        foreach (var column in value.Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name", column.Name);
            writer.WriteString("type", column.Type);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("rows");
        foreach (var row in value.Rows)
        {
            writer.WriteStartArray();
            foreach (var cell in row)
                CellJson.Write(writer, cell);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("isTruncated", value.IsTruncated);
        writer.WriteNumber("elapsedSeconds", (decimal)value.Elapsed.Ticks / TimeSpan.TicksPerSecond);
        writer.WriteString("chart", value.Chart);
        writer.WriteString("truncation", value.Truncation);
        writer.WriteStartObject("chartProperties");
        foreach (var (name, text) in value.ChartProperties)
            writer.WriteString(name, text);
        writer.WriteEndObject();
        if (value.Explanation.Length > 0)
            writer.WriteString("explanation", value.Explanation);
        writer.WriteStartArray("warnings");
        foreach (var warning in value.Warnings)
            writer.WriteStringValue(warning);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public override QueryResult Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        QueryColumn[] columns = [.. root.GetProperty("columns").EnumerateArray().Select(
            c => new QueryColumn(Text(c.GetProperty("name")), Text(c.GetProperty("type"))))];
        return new(columns, [.. root.GetProperty("rows").EnumerateArray().Select(row => Row(row, columns))])
        {
            IsTruncated = root.GetProperty("isTruncated").GetBoolean(),
            Elapsed = new((long)(root.GetProperty("elapsedSeconds").GetDecimal() * TimeSpan.TicksPerSecond)),
            Chart = Text(root.GetProperty("chart")),
            // A server of an earlier version says less.
            Truncation = root.TryGetProperty("truncation", out var truncation) ? Text(truncation) : "",
            ChartProperties = root.TryGetProperty("chartProperties", out var properties)
                ? properties.EnumerateObject().ToDictionary(p => p.Name, p => Text(p.Value), StringComparer.Ordinal) : FrozenDictionary<string, string>.Empty,
            Explanation = root.TryGetProperty("explanation", out var explanation) ? Text(explanation) : "",
            Warnings = [.. root.GetProperty("warnings").EnumerateArray().Select(Text)],
        };
    }

    private static IReadOnlyList<object?> Row(JsonElement row, QueryColumn[] columns)
    {
        if (row.GetArrayLength() != columns.Length)
            throw new JsonException(
                $"A row has {row.GetArrayLength()} cells where {columns.Length} columns are declared.");
        return [.. row.EnumerateArray().Select((cell, i) => CellJson.Read(cell, columns[i].Type))];
    }

    private static string Text(JsonElement element) => element.GetString() ?? "";
}
