using System.Text;
using System.Text.Json;
using Picket.Kql;

namespace Picket.Storage.External;

/// <summary>The rows of an external file by its format: the one that <c>with (format=…)</c> says, else its name's ending, else CSV.</summary>
internal static class ExternalRows
{
    public static IEnumerable<object?[]> Of(byte[] bytes, ExternalData data, string name)
    {
        var format = data.Options.GetValueOrDefault("format", "").Trim().ToLowerInvariant() is { Length: > 0 } said ? said : Ending(name);
        var text = new UTF8Encoding(false).GetString(bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsSpan(3) : bytes);
        var rows = format switch
        {
            "csv" => Separated(text, ',', data),
            "scsv" => Separated(text, ';', data),
            "psv" => Separated(text, '|', data),
            "sohsv" => Separated(text, '\u0001', data),
            "tsv" or "tsve" => Separated(text, '\t', data),
            "txt" => text.Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0).Select(l => Row([l], data)),
            "raw" => [Row([text], data)],
            "json" or "multijson" or "singlejson" => Objects(text, data, name),
            _ => throw ExternalReader.Refused($"'externaldata' does not read the format '{format}' of '{name}'. It reads csv, tsv, psv, scsv, txt, raw, json and multijson."),
        };
        return IsTrue(data, "ignoreFirstRecord") ? rows.Skip(1) : rows;
    }

    private static bool IsTrue(ExternalData data, string option) =>
        data.Options.FirstOrDefault(o => o.Key.Equals(option, StringComparison.OrdinalIgnoreCase)).Value?.Equals("true", StringComparison.OrdinalIgnoreCase) == true;

    private static string Ending(string name)
    {
        var path = name.Split('?', 2)[0];
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            path = path[..^3];
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".tsv" => "tsv",
            ".psv" => "psv",
            ".txt" or ".log" => "txt",
            ".json" or ".jsonl" or ".ndjson" => "multijson",
            _ => "csv",
        };
    }

    private static IEnumerable<object?[]> Separated(string text, char separator, ExternalData data)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var at = 0; at <= text.Length; at++)
        {
            var c = at < text.Length ? text[at] : '\n';
            if (isQuoted && at < text.Length)
            {
                if (c != '"')
                    cell.Append(c);
                else if (at + 1 < text.Length && text[at + 1] == '"')
                    cell.Append(text[++at]);
                else
                    isQuoted = false;
            }
            else if (c == '"' && cell.Length == 0)
            {
                isQuoted = true;
            }
            else if (c == separator || c == '\n')
            {
                cells.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (c == separator)
                    continue;
                if (cells is not [""])
                    yield return Row(cells, data);
                cells.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }
    }

    private static object?[] Row(List<string> cells, ExternalData data) =>
        [.. data.Schema.Select((column, i) => ExternalCell.Of(i < cells.Count ? cells[i] : "", column.Type))];

    // Objects one after the other, or in one array.
    private static List<object?[]> Objects(string text, ExternalData data, string name)
    {
        var rows = new List<object?[]>();
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowMultipleValues = true, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        try
        {
            while (reader.Read())
            {
                using var document = JsonDocument.ParseValue(ref reader);
                if (document.RootElement.ValueKind == JsonValueKind.Array)
                    rows.AddRange(document.RootElement.EnumerateArray().Select(e => Row(e, data)));
                else
                    rows.Add(Row(document.RootElement, data));
            }
        }
        catch (JsonException exception)
        {
            throw ExternalReader.Refused($"'externaldata' cannot read '{name}' as JSON: {exception.Message}");
        }

        return rows;
    }

    private static object?[] Row(JsonElement element, ExternalData data) =>
    [
        .. data.Schema.Select(column => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(column.Name, out var value)
            ? ExternalCell.Of(value, column.Type) : ExternalCell.Of("", column.Type)),
    ];
}
