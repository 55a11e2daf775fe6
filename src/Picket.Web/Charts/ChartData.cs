using System.Globalization;
using System.Text.Json;
using Picket.Core;

namespace Picket.Web.Charts;

/// <summary>A result as charts see it: what <c>make-series</c> put into arrays stands in rows, and each column has its part.</summary>
internal sealed record ChartData(QueryResult Result, IReadOnlyList<QueryColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    // A chart of more points shows no more.
    private const int MaxPoints = 20_000;

    private static readonly string[] LabelTypes = ["string", "bool", "guid"];

    public static ChartData Of(QueryResult result)
    {
        var arrays = result.Columns.Index().Where(c => c.Item.Type == "dynamic" && IsArray(result, c.Index)).Select(c => c.Index).ToList();
        return arrays.Count == 0 ? new(result, result.Columns, [.. result.Rows.Take(MaxPoints)]) : Unfolded(result, arrays);
    }

    public static bool IsNumber(QueryColumn column) => column.Type is "long" or "int" or "real" or "decimal";

    public static double? Number(object? value) => value switch
    {
        long or int or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        double real when double.IsFinite(real) => real,
        TimeSpan span => span.TotalSeconds,
        _ => null,
    };

    /// <summary>A property of <c>render</c>; empty where it says nothing.</summary>
    public string Property(string name) => Result.ChartProperties.GetValueOrDefault(name, "");

    /// <summary>The column of the horizontal axis: the one asked for, else the first time, label or number; -1 when there is none.</summary>
    public int XColumn(bool wantsTime)
    {
        if (Find(Property("xcolumn")) is >= 0 and var asked)
            return asked;
        if (wantsTime)
            return First(c => c.Type == "datetime");
        return Result.Chart is "barchart" or "piechart" or "" && First(c => LabelTypes.Contains(c.Type)) is >= 0 and var label ? label
            : Columns.Count > 1 ? 0 : -1;
    }

    /// <summary>The columns of values.</summary>
    public IReadOnlyList<int> YColumns(int x) =>
        List("ycolumns") is { Count: > 0 } asked ? asked
        : [.. Columns.Index().Where(c => c.Index != x && (IsNumber(c.Item) || c.Item.Type == "timespan")).Select(c => c.Index)];

    /// <summary>The columns whose values name the series.</summary>
    public IReadOnlyList<int> SeriesColumns(int x) =>
        List("series") is { Count: > 0 } asked ? asked
        : [.. Columns.Index().Where(c => c.Index != x && LabelTypes.Contains(c.Item.Type)).Select(c => c.Index)];

    private List<int> List(string property) =>
        [.. Property(property).Trim('(', ')', ' ').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Find).Where(i => i >= 0)];

    private int Find(string name) => name.Length == 0 ? -1 : First(c => c.Name == name);

    private int First(Func<QueryColumn, bool> matches) => Columns.Index().Where(c => matches(c.Item)).Select(c => c.Index).FirstOrDefault(-1);

    private static bool IsArray(QueryResult result, int column) =>
        result.Rows.FirstOrDefault(row => row[column] is not null)?[column] is JsonText { Value: ['[', ..] };

    private static ChartData Unfolded(QueryResult result, List<int> arrays)
    {
        var rows = new List<IReadOnlyList<object?>>();
        foreach (var row in result.Rows)
        {
            var parts = arrays.ToDictionary(a => a, a => Elements(row[a]));
            for (var i = 0; i < parts.Values.Max(p => p.Count) && rows.Count < MaxPoints; i++)
                rows.Add([.. row.Select((cell, c) => parts.TryGetValue(c, out var part) ? part.ElementAtOrDefault(i) : cell)]);
        }

        var columns = result.Columns.Select((column, c) => !arrays.Contains(c) ? column
            : column with { Type = rows.Select(r => r[c]).FirstOrDefault(v => v is not null) switch { DateTime => "datetime", double => "real", _ => "string" } });
        return new(result, [.. columns], rows);
    }

    private static List<object?> Elements(object? cell)
    {
        if (cell is not JsonText { Value: var text })
            return [];
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind != JsonValueKind.Array ? [] : [.. document.RootElement.EnumerateArray().Take(MaxPoints).Select(Element)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static object? Element(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.String when element.TryGetDateTime(out var time) => time.ToUniversalTime(),
        JsonValueKind.String => element.GetString(),
        _ => null,
    };
}
