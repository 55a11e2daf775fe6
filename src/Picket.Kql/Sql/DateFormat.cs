using System.Text;

namespace Picket.Kql.Sql;

/// <summary>Turns the format of <c>format_datetime</c> into one for <c>strftime</c>.</summary>
internal static class DateFormat
{
    private static readonly (string Kql, string Strftime)[] Pieces =
    [
        ("yyyy", "%Y"), ("yy", "%y"), ("MM", "%m"), ("M", "%-m"), ("dd", "%d"), ("d", "%-d"), ("HH", "%H"), ("H", "%-H"),
        ("hh", "%I"), ("h", "%-I"), ("mm", "%M"), ("m", "%-M"), ("ss", "%S"), ("s", "%-S"), ("tt", "%p"),
        ("fffffff", "%f0"), ("FFFFFFF", "%f0"), ("ffffff", "%f"), ("FFFFFF", "%f"), ("fff", "%g"), ("FFF", "%g"),
    ];

    // What may stand between the pieces; anything else is dropped, so that the text is safe inside of quotes.
    private const string Separators = " -/:,._[]T";

    public static string ToStrftime(string format)
    {
        var result = new StringBuilder();
        for (var at = 0; at < format.Length;)
        {
            var piece = Pieces.FirstOrDefault(p => format.AsSpan(at).StartsWith(p.Kql, StringComparison.Ordinal));
            result.Append(piece.Strftime ?? (Separators.Contains(format[at], StringComparison.Ordinal) ? format[at].ToString() : ""));
            at += piece.Kql?.Length ?? 1;
        }

        return result.ToString();
    }
}
