using System.Globalization;
using System.Text;
using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Measuring, cutting, turning and repeating texts.</summary>
internal static class TextFunctions
{
    private const int MaxRepeats = 1024;

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("strlen(text) long", a => (long)CodePoints.Length(a.Text(0))),
        new("string_size(text) long", a => (long)Encoding.UTF8.GetByteCount(a.Text(0))),
        new("substring(text,long,long?) string", a => CodePoints.Substring(a.Text(0), a.Long(1), a.LongOr(2, long.MaxValue))),
        new("reverse(text) string", a => CodePoints.Reverse(a.Text(0))),
        new("strrep(text,long,text?) string", Repeat),
        new("strcmp(text,text) long", a => (long)Math.Sign(CodePoints.Compare(a.Text(0), a.Text(1)))),
        new("translate(string,string,string) string", Translate),
        new("tohex(number,long?) string=", ToHex),
        new("isascii(text) bool", a => Ascii.IsValid(a.Text(0))),
        new("isutf8(text) bool", a => IsWellFormed(a.Text(0))),
    ];

    private static string Repeat(object?[] a)
    {
        var times = (int)Math.Clamp(a.Long(1), 0, MaxRepeats);
        ValueBounds.CheckText((long)times * (a.Text(0).Length + a.TextOr(2, "").Length));
        return string.Join(a.TextOr(2, ""), Enumerable.Repeat(a.Text(0), times));
    }

    // A list of replacements that is too short goes on with its last; an empty one removes.
    private static string Translate(object?[] a)
    {
        var search = a.Text(0).EnumerateRunes().ToList();
        var replacement = a.Text(1).EnumerateRunes().ToList();
        var result = new StringBuilder();
        foreach (var rune in a.Text(2).EnumerateRunes())
        {
            var at = search.IndexOf(rune);
            if (at < 0)
                result.Append(rune);
            else if (replacement.Count > 0)
                result.Append(replacement[Math.Min(at, replacement.Count - 1)]);
        }

        return result.ToString();
    }

    // An int has 32 bits, every other number 64.
    private static string? ToHex(object?[] a)
    {
        var digits = a[0] switch
        {
            int number => number.ToString("x", CultureInfo.InvariantCulture),
            long number => number.ToString("x", CultureInfo.InvariantCulture),
            double number when Math.Abs(number) < long.MaxValue => ((long)number).ToString("x", CultureInfo.InvariantCulture),
            decimal number when Math.Abs(number) < long.MaxValue => ((long)number).ToString("x", CultureInfo.InvariantCulture),
            _ => null,
        };
        return digits?.PadLeft((int)Math.Clamp(a.LongOr(1, 0), 0, MaxRepeats), '0');
    }

    private static bool IsWellFormed(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            // What has no valid form reads as the replacement character; one written as such is valid too.
            if (rune == Rune.ReplacementChar && !text.Contains('\ufffd', StringComparison.Ordinal))
                return false;
        }

        return true;
    }
}
