using System.Text;
using Picket.Core;

namespace Picket.Web.Console.Hunt;

/// <summary>A result as RFC 4180 text.</summary>
internal static class CsvWriter
{
    public static byte[] Write(QueryResult result)
    {
        var text = new StringBuilder();
        AppendLine(text, result.Columns.Select(column => column.Name));
        foreach (var row in result.Rows)
        {
            AppendLine(text, row.Select(Field));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>
    /// A spreadsheet runs text that starts like a formula, and the text here is an attacker's to choose: such text gets
    /// an apostrophe in front. Numbers stay as they are.
    /// </summary>
    private static string Field(object? value)
    {
        var text = CellText.Of(value);
        var isFormula = value is string or JsonText && text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];
        return isFormula ? "'" + text : text;
    }

    private static void AppendLine(StringBuilder text, IEnumerable<string> fields) =>
        text.AppendJoin(',', fields.Select(Quote)).Append("\r\n");

    private static string Quote(string field) =>
        field.AsSpan().ContainsAny("\",\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
