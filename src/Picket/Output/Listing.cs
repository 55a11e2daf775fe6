using System.Text.Json.Nodes;

namespace Picket.Output;

/// <summary>How one column of a table is made of a record.</summary>
internal sealed record Column(string Header, Func<JsonObject, string> Cell)
{
    /// <summary>Whether cells are numbers, to be set right.</summary>
    public bool IsNumber { get; init; }

    /// <summary>The colour of a cell's text on a terminal that has colours; null for the usual one.</summary>
    public Func<string, string?> Colour { get; init; } = _ => null;

    /// <summary>A column that shows a field as it is.</summary>
    public static Column Of(string header, string field) => new(header, record => Text(record[field]));

    /// <summary>A column that shows a number.</summary>
    public static Column OfNumber(string header, string field) => Of(header, field) with { IsNumber = true };

    /// <summary>A field's value as text: strings without quotes, arrays separated by commas, null as nothing.</summary>
    public static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonArray array => string.Join(", ", array.Select(Text)),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(JsonFormat.Compact),
    };
}

/// <summary>Records of one kind, and the columns that show them as a table.</summary>
internal sealed record Listing(IReadOnlyList<Column> Columns, IReadOnlyList<JsonObject> Records)
{
    /// <summary>A heading, where more than one listing is shown.</summary>
    public string Title { get; init; } = "";
}

/// <summary>One record: its fields as a block, and what belongs to it as tables below.</summary>
internal sealed record Sheet(JsonObject Record, IReadOnlyList<Column> Fields, IReadOnlyList<Listing> Parts);
