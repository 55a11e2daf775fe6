using System.Text;
using Picket.Core;

namespace Picket.Web.Formats;

/// <summary>A result as a table of Markdown, for tickets and reports.</summary>
public static class MarkdownWriter
{
    /// <summary>The whole result; what would end a cell, or mean something in HTML or Markdown, is escaped.</summary>
    public static string Write(QueryResult result)
    {
        var text = new StringBuilder();
        AppendLine(text, result.Columns.Select(c => Escaped(c.Name)));
        AppendLine(text, result.Columns.Select(c => CellText.Align(c) == "num" ? "---:" : "---"));
        foreach (var row in result.Rows)
            AppendLine(text, row.Select(cell => Escaped(CellText.Of(cell))));
        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Escaped(string cell)
    {
        var safe = new StringBuilder(cell.Length);
        foreach (var c in cell)
        {
            _ = c switch
            {
                '\n' => safe.Append("<br>"),
                '\r' => safe,
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '&' => safe.Append("&amp;"),
                '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '!' => safe.Append('\\').Append(c),
                _ when char.IsControl(c) => safe.Append(' '),
                _ => safe.Append(c),
            };
        }

        return safe.ToString();
    }
}
