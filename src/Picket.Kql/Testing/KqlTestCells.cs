using System.Globalization;
using System.Text;
using Picket.Kql.Values;

namespace Picket.Kql.Testing;

/// <summary>
/// Cells of a test's tables. They are parted by <c>|</c> and trimmed; one in double quotes is a text as it stands, with <c>\"</c>, <c>\\</c>,
/// <c>\n</c> and <c>\t</c>; <c>null</c> is null.
/// </summary>
internal static class KqlTestCells
{
    private const double Tolerance = 1e-9;

    /// <summary>The cells of a line; bars inside of quotes do not part.</summary>
    public static IReadOnlyList<string> Split(string line)
    {
        var cells = new List<string>();
        var start = 0;
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\' && isQuoted)
                i++;
            else if (line[i] == '"')
                isQuoted = !isQuoted;
            else if (line[i] == '|' && !isQuoted)
            {
                cells.Add(line[start..i].Trim());
                start = i + 1;
            }
        }

        cells.Add(line[start..].Trim());
        return cells;
    }

    /// <summary>A cell as a value of a type; false when it is none. Dynamic is JSON text.</summary>
    public static bool TryRead(string cell, KqlType type, out object? value)
    {
        if (cell == "null" || (cell.Length == 0 && type != KqlType.String))
        {
            value = type == KqlType.String ? "" : null;
            return true;
        }

        value = type switch
        {
            KqlType.String => Unquoted(cell),
            KqlType.Dynamic => Json(cell),
            _ => Syntax.TypedLiteral.TryParse(type, cell, out var literal) ? literal : null,
        };
        return value is not null;
    }

    /// <summary>Whether a result's value is what a cell says.</summary>
    public static bool IsSame(object? found, string cell, KqlType type)
    {
        if (!TryRead(cell, type, out var wanted))
            return false;
        return (wanted, found) switch
        {
            (null, _) or (_, null) => wanted is null && found is null,
            (double a, double b) => IsNear(a, b),
            (string a, string b) when type == KqlType.Dynamic => IsSameJson(a, b),
            _ => wanted.Equals(found),
        };
    }

    /// <summary>A value as a cell that would be read back as it.</summary>
    public static string Write(object? value, KqlType type) => value switch
    {
        null => "null",
        string text when type == KqlType.String && NeedsQuotes(text) => Quoted(text),
        _ => KqlFormat.Text(value),
    };

    private static bool NeedsQuotes(string text) =>
        text.Length == 0 || text == "null" || text != text.Trim() || text.AsSpan().IndexOfAny("|\"\n\t#") >= 0;

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}\"";

    private static string Unquoted(string cell)
    {
        if (cell.Length < 2 || cell[0] != '"' || cell[^1] != '"')
            return cell;
        var text = new StringBuilder();
        for (var i = 1; i < cell.Length - 1; i++)
        {
            if (cell[i] != '\\' || i == cell.Length - 2)
                text.Append(cell[i]);
            else
                text.Append(cell[++i] switch { 'n' => '\n', 't' => '\t', var other => other });
        }

        return text.ToString();
    }

    // What is not JSON is a text, so that a bare word need not be quoted.
    private static string Json(string cell) =>
        DynamicJson.TryParse(cell, out var value) ? DynamicJson.Write(value) : DynamicJson.Write(Unquoted(cell));

    private static bool IsSameJson(string left, string right) =>
        DynamicJson.TryParse(left, out var a) && DynamicJson.TryParse(right, out var b) && IsSameDynamic(a, b);

    // The order of a bag's properties says nothing.
    private static bool IsSameDynamic(object? left, object? right) => (left, right) switch
    {
        (object?[] a, object?[] b) => a.Length == b.Length && a.Zip(b).All(pair => IsSameDynamic(pair.First, pair.Second)),
        (OrderedDictionary<string, object?> a, OrderedDictionary<string, object?> b) =>
            a.Count == b.Count && a.All(p => b.TryGetValue(p.Key, out var other) && IsSameDynamic(p.Value, other)),
        (long a, long b) => a == b,
        (long or double, long or double) => IsNear(Convert.ToDouble(left, CultureInfo.InvariantCulture), Convert.ToDouble(right, CultureInfo.InvariantCulture)),
        _ => Equals(left, right),
    };

    private static bool IsNear(double left, double right) =>
        left.Equals(right) || Math.Abs(left - right) <= Tolerance * Math.Max(Math.Abs(left), Math.Abs(right));
}
