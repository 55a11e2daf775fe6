using System.Text;
using Picket.Core;

namespace Picket.Web.Formats;

/// <summary>A result as CSV (RFC 4180), in UTF-8.</summary>
public static class CsvWriter
{
    /// <summary>
    /// The whole result, its column names first. A spreadsheet runs text that starts like a formula, and the text here is an attacker's to
    /// choose: such text gets an apostrophe in front, unless <paramref name="isExact"/> says that a program will read it. Numbers stay as they are.
    /// </summary>
    public static byte[] Write(QueryResult result, bool isExact)
    {
        var text = new StringBuilder();
        AppendLine(text, result.Columns.Select(column => Field(column.Name, isExact)));
        foreach (var row in result.Rows)
        {
            AppendLine(text, row.Select(cell => Field(cell, isExact)));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Field(object? value, bool isExact)
    {
        var text = CellText.Of(value);
        var isFormula = !isExact && value is string or JsonText && text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];
        return isFormula ? "'" + text : text;
    }

    private static void AppendLine(StringBuilder text, IEnumerable<string> fields) =>
        text.AppendJoin(',', fields.Select(Quote)).Append("\r\n");

    private static string Quote(string field) =>
        field.AsSpan().ContainsAny("\",\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
