using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Picket.Kql;

namespace Picket.Conformance.Kql;

/// <summary>A result table as documentation prints it: cells are text with Markdown's escapes.</summary>
internal sealed partial record PrintedTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const double Tolerance = 1e-9;

    public static PrintedTable Read(JsonElement example) => new(
        Texts(example.GetProperty("columns")),
        [.. example.GetProperty("rows").EnumerateArray().Select(Texts)]);

    /// <summary>What differs, or an empty text. Rows may come in any order, since most examples do not sort.</summary>
    public string Difference(IReadOnlyList<KqlColumn> columns, IReadOnlyList<object?[]> rows)
    {
        var names = columns.Select(c => c.Name).ToList();
        if (!names.SequenceEqual(Columns, StringComparer.OrdinalIgnoreCase))
            return $"columns {string.Join(", ", names)} instead of {string.Join(", ", Columns)}";
        if (rows.Count != Rows.Count)
            return $"{rows.Count} rows instead of {Rows.Count}";

        var left = Rows.ToList();
        foreach (var row in rows)
        {
            var at = left.FindIndex(wanted => wanted.Count == row.Length && wanted.Zip(row).Select((pair, i) => IsSame(pair.First, pair.Second, columns[i].Type)).All(same => same));
            if (at < 0)
                return $"the row {string.Join(" | ", row)} is not wanted; left are {string.Join(" / ", left.Take(2).Select(r => string.Join(" | ", r)))}";
            left.RemoveAt(at);
        }

        return "";
    }

    private static bool IsSame(string wanted, object? found, KqlType type) => (found, type) switch
    {
        (null, _) => wanted is "" or "null",
        (bool flag, _) => wanted.ToLowerInvariant() is var word && word == (flag ? "true" : "false") || wanted == (flag ? "1" : "0"),
        (long ticks, KqlType.TimeSpan) => IsSame(wanted, new TimeSpan(ticks), type),
        (long ticks, KqlType.DateTime) => IsSame(wanted, new DateTime(ticks, DateTimeKind.Utc), type),
        (TimeSpan span, _) => TimeSpan.TryParse(wanted, CultureInfo.InvariantCulture, out var printed) && printed == span,
        (long or int or decimal, _) => decimal.TryParse(wanted, CultureInfo.InvariantCulture, out var number) && number == Convert.ToDecimal(found, CultureInfo.InvariantCulture),
        (double real, _) => double.TryParse(wanted, CultureInfo.InvariantCulture, out var number) && IsNear(number, real),
        (DateTime time, _) => DateTime.TryParse(wanted, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var printed)
            && printed.Ticks == time.Ticks,
        (string json, KqlType.Dynamic) => IsSameJson(wanted, json),
        (string text, _) => Spaces().Replace(text, " ").Trim() == Spaces().Replace(wanted, " ").Trim() || IsSameJsonText(wanted, text),
        _ => string.Equals(wanted, found.ToString(), StringComparison.OrdinalIgnoreCase),
    };

    private static bool IsSameJson(string wanted, string found)
    {
        try
        {
            return IsSame(JsonNode.Parse(wanted), JsonNode.Parse(found));
        }
        catch (JsonException)
        {
            return wanted == found.Trim('"');
        }
    }

    // Pages print the JSON in a text with spaces of their own.
    private static bool IsSameJsonText(string wanted, string found) => wanted.StartsWith('{') && found.StartsWith('{') && IsSameJson(wanted, found);

    private static bool IsSame(JsonNode? wanted, JsonNode? found) => (wanted, found) switch
    {
        (JsonArray left, JsonArray right) => left.Count == right.Count && left.Zip(right).All(p => IsSame(p.First, p.Second)),
        (JsonObject left, JsonObject right) =>
            left.Count == right.Count && left.All(p => right.TryGetPropertyValue(p.Key, out var other) && IsSame(p.Value, other)),
        (JsonValue left, JsonValue right) when left.GetValueKind() == JsonValueKind.Number && right.GetValueKind() == JsonValueKind.Number =>
            IsNear(left.GetValue<double>(), right.GetValue<double>()),
        _ => JsonNode.DeepEquals(wanted, found),
    };

    private static bool IsNear(double wanted, double found) =>
        wanted.Equals(found) || Math.Abs(wanted - found) <= Tolerance * Math.Max(Math.Abs(wanted), Math.Abs(found));

    private static IReadOnlyList<string> Texts(JsonElement cells) =>
        [.. cells.EnumerateArray().Select(c => Clean(c.GetString() ?? ""))];

    private static string Clean(string cell) => cell.Replace("<br>", " ", StringComparison.Ordinal).Trim().Trim('`').Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
