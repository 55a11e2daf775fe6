using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Picket.Kql.Functions;

/// <summary>The format of <c>format_datetime</c> or <c>format_timespan</c>, taken apart once.</summary>
internal sealed class TimePattern
{
    public const Kind Date = Kind.Date;
    public const Kind Span = Kind.Span;

    private readonly record struct Piece(char Letter, int Length, string Text);

    private readonly List<Piece> _pieces;

    private TimePattern(List<Piece> pieces) => _pieces = pieces;

    public enum Kind
    {
        Date,
        Span,
    }

    /// <summary>Reads a format; letters that are no part of one may stand as themselves only where they are <c>T</c> and <c>Z</c>.</summary>
    public static bool TryParse(string format, Kind kind, [NotNullWhen(true)] out TimePattern? pattern, [NotNullWhen(false)] out string? error)
    {
        (pattern, error) = (null, null);
        var pieces = new List<Piece>();
        for (var at = 0; at < format.Length;)
        {
            var letter = format[at];
            if (!char.IsAsciiLetter(letter) || letter is 'T' or 'Z')
            {
                pieces.Add(new Piece('\0', 1, letter.ToString()));
                at++;
                continue;
            }

            var length = format.AsSpan(at).IndexOfAnyExcept(letter) is var run and >= 0 ? run : format.Length - at;
            if (!IsKnown(letter, length, kind))
            {
                error = $"'{format.Substring(at, length)}' is not a part of a format. {Known(kind)}";
                return false;
            }

            pieces.Add(new Piece(letter, length, ""));
            at += length;
        }

        pattern = new TimePattern(pieces);
        return true;
    }

    public string Write(DateTime time)
    {
        var result = new StringBuilder();
        foreach (var piece in _pieces)
        {
            var text = piece.Letter switch
            {
                'y' => Number(piece.Length < 3 ? time.Year % 100 : time.Year, piece.Length),
                'M' => Number(time.Month, piece.Length),
                'd' => Number(time.Day, piece.Length),
                't' => time.Hour < 12 ? "AM" : "PM",
                _ => Clock(piece, time.TimeOfDay),
            };
            result.Append(text);
        }

        return result.ToString();
    }

    public string Write(TimeSpan span)
    {
        // Duration() cannot take the least of all.
        var size = span == TimeSpan.MinValue ? TimeSpan.MaxValue : span.Duration();
        var result = new StringBuilder(span < TimeSpan.Zero ? "-" : "");
        foreach (var piece in _pieces)
            result.Append(piece.Letter == 'd' ? Number(size.Days, piece.Length) : piece.Letter == 'h' ? Number(size.Hours, piece.Length) : Clock(piece, size));
        return result.ToString();
    }

    private static string Clock(Piece piece, TimeSpan time) => piece.Letter switch
    {
        'H' => Number(time.Hours, piece.Length),
        'h' => Number(((time.Hours + 11) % 12) + 1, piece.Length),
        'm' => Number(time.Minutes, piece.Length),
        's' => Number(time.Seconds, piece.Length),
        'f' => Fraction(time, piece.Length),
        'F' => Fraction(time, piece.Length).TrimEnd('0'),
        _ => piece.Text,
    };

    private static string Fraction(TimeSpan time, int digits) => Number((int)(time.Ticks % TimeSpan.TicksPerSecond), 7)[..digits];

    private static string Number(int number, int digits) => number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');

    private static bool IsKnown(char letter, int length, Kind kind) => letter switch
    {
        'f' or 'F' => length <= 7,
        'h' or 'H' or 'm' or 's' => length <= 2,
        'd' => length <= (kind == Kind.Span ? 8 : 2),
        'M' => kind == Kind.Date && length <= 2,
        'y' => kind == Kind.Date && length is 1 or 2 or 4,
        't' => kind == Kind.Date && length == 2,
        _ => false,
    };

    private static string Known(Kind kind) => kind == Kind.Date
        ? "Known are y, yy, yyyy, M, MM, d, dd, H, HH, h, hh, m, mm, s, ss, tt, f to fffffff and F to FFFFFFF."
        : "Known are d to dddddddd, H, HH, h, hh, m, mm, s, ss, f to fffffff and F to FFFFFFF.";
}
