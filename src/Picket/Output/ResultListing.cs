using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Picket.Core;

namespace Picket.Output;

/// <summary>The rows of a result as records.</summary>
internal static class ResultListing
{
    public static Listing Of(QueryResult result) => new(
        [.. result.Columns.Select(c => Column.Of(c.Name, c.Name) with { IsNumber = c.Type is "long" or "int" or "real" or "decimal" })],
        [.. result.Rows.Select(row => Record(result.Columns, row))]);

    private static JsonObject Record(IReadOnlyList<QueryColumn> columns, IReadOnlyList<object?> row)
    {
        var record = new JsonObject();
        for (var i = 0; i < columns.Count; i++)
            record[columns[i].Name] = Cell(row[i]);
        return record;
    }

    private static JsonNode? Cell(object? cell) => cell switch
    {
        null => null,
        string text => JsonValue.Create(text),
        long number => JsonValue.Create(number),
        int number => JsonValue.Create(number),
        double real when double.IsFinite(real) => JsonValue.Create(real),
        double real => JsonValue.Create(real.ToString(CultureInfo.InvariantCulture)),
        bool flag => JsonValue.Create(flag),
        decimal number => JsonValue.Create(number),
        DateTime time =>
            JsonValue.Create(time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)),
        TimeSpan span => JsonValue.Create(span.ToString("c", CultureInfo.InvariantCulture)),
        Guid id => JsonValue.Create(id.ToString()),
        JsonText json => Parse(json.Value),
        _ => throw new NotSupportedException($"A result cell cannot be a {cell.GetType().Name}."),
    };

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
