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

    /// <summary>
    /// What differs, or an empty text: columns are matched by name, rows in any order but for the columns that the query sorts
    /// by, whose values must follow each other as printed.
    /// </summary>
    public string Difference(KqlPlan plan, IReadOnlyList<object?[]> rows)
    {
        var names = plan.Columns.Select(c => c.Name).ToList();
        int[] places = [.. Columns.Select(c => names.FindIndex(n => n.Equals(c, StringComparison.OrdinalIgnoreCase)))];
        if (places.Contains(-1) || names.Count != Columns.Count)
            return $"columns {string.Join(", ", names)} instead of {string.Join(", ", Columns)}";
        if (rows.Count != Rows.Count)
            return $"{rows.Count} rows instead of {Rows.Count}";

        var columns = places.Select(p => plan.Columns[p]).ToList();
        var found = rows.Select(row => Array.ConvertAll(places, p => row[p])).ToList();
        var left = Rows.ToList();
        foreach (var row in found)
        {
            var at = left.FindIndex(wanted => wanted.Count == row.Length && wanted.Index().All(cell => IsSame(cell.Item, row[cell.Index], columns[cell.Index].Type)));
            if (at < 0)
                return $"the row {string.Join(" | ", row)} is not wanted; left are {string.Join(" / ", left.Take(2).Select(r => string.Join(" | ", r)))}";
            left.RemoveAt(at);
        }

        return Disorder(plan, columns, found);
    }

    private string Disorder(KqlPlan plan, List<KqlColumn> columns, List<object?[]> found)
    {
        foreach (var name in SortedBy(plan))
        {
            var at = columns.FindIndex(c => c.Name == name);
            for (var i = 0; at >= 0 && i < found.Count; i++)
            {
                if (!IsSame(Rows[i][at], found[i][at], columns[at].Type))
                    return $"row {i + 1} has '{found[i][at]}' in '{name}', by which the query sorts, instead of '{Rows[i][at]}'";
            }
        }

        return "";
    }

    // The columns that the last step but those that keep the order sorts by.
    private static IEnumerable<string> SortedBy(KqlPlan plan) => plan switch
    {
        Sort sort => sort.Keys.Select(k => k.Value).OfType<ColumnExpression>().Select(c => c.Name),
        Project project => SortedBy(project.Input).Where(name => project.Items.Any(i => i.Name == name && i.Value is ColumnExpression same && same.Name == name)),
        Filter or Take or Window or Materialized => SortedBy(plan.Inputs[0]),
        _ => [],
    };

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
