using System.Text.Json.Nodes;

namespace Picket.Output;

/// <summary>A table for pipes and files: columns set apart by two blanks, nothing cut, nothing coloured.</summary>
internal static class PlainTable
{
    private const string Gap = "  ";

    public static void Write(TextWriter output, Listing listing)
    {
        string[] headers = [.. listing.Columns.Select(c => c.Header)];
        List<string[]> rows = [headers];
        rows.AddRange(listing.Records.Select(record => Cells(listing.Columns, record)));
        int[] widths = [.. headers.Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (var row in rows)
            output.WriteLine(
                string.Join(Gap, row.Select((cell, i) => Pad(cell, widths[i], listing.Columns[i]))).TrimEnd());
    }

    /// <summary>Names and values of one record, below each other.</summary>
    public static void WriteFields(TextWriter output, IReadOnlyList<Column> fields, JsonObject record)
    {
        var width = fields.Count == 0 ? 0 : fields.Max(f => f.Header.Length);
        foreach (var field in fields)
            output.WriteLine($"{field.Header.PadRight(width)}{Gap}{Printable.Of(field.Cell(record))}".TrimEnd());
    }

    private static string[] Cells(IReadOnlyList<Column> columns, JsonObject record) =>
        [.. columns.Select(c => Printable.Of(c.Cell(record)))];

    private static string Pad(string cell, int width, Column column) =>
        column.IsNumber ? cell.PadLeft(width) : cell.PadRight(width);
}
