using System.Globalization;
using Picket.Kql.Syntax;
using Picket.Kql.Values;

namespace Picket.Kql.Functions.Extracting;

/// <summary>Reads a piece of text as a value of a type, in the form that a dynamic value holds it.</summary>
internal static class TypedText
{
    private const NumberStyles Whole = NumberStyles.AllowLeadingSign;

    /// <summary>False where the text is no value of the type; any text is a string, and none but JSON is more than a string as dynamic.</summary>
    public static bool TryRead(string text, KqlType type, out object? value)
    {
        var trimmed = text.AsSpan().Trim();
        value = type switch
        {
            KqlType.String => text,
            KqlType.Long => long.TryParse(trimmed, Whole, CultureInfo.InvariantCulture, out var number) ? number : null,
            KqlType.Int => int.TryParse(trimmed, Whole, CultureInfo.InvariantCulture, out var number) ? (long)number : null,
            KqlType.Real => double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
            KqlType.Decimal => decimal.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? trimmed.ToString() : null,
            KqlType.Bool => Flag(trimmed),
            KqlType.DateTime => trimmed.Length > 0 && TypedLiteral.ParseDateTime(trimmed.ToString()) is { } time ? KqlFormat.Text(time) : null,
            KqlType.TimeSpan => trimmed.Length > 0 && TypedLiteral.ParseTimeSpan(trimmed.ToString()) is { } span ? KqlFormat.Text(span) : null,
            KqlType.Guid => Guid.TryParse(trimmed, out var guid) ? KqlFormat.Text(guid) : null,
            KqlType.Dynamic => DynamicJson.TryParse(text, out var json) ? json : text,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a KQL type."),
        };
        return value is not null || type == KqlType.Dynamic;
    }

    /// <summary>How many characters at the start are a number of the type; 0 where none is, or the type is none of numbers.</summary>
    public static int NumberLength(ReadOnlySpan<char> text, KqlType type)
    {
        if (!type.IsNumber)
            return 0;
        var sign = text is ['-' or '+', ..] ? 1 : 0;
        var end = sign + Digits(text[sign..]);
        if (end == sign || type.IsInteger)
            return end == sign ? 0 : end;
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
            end += 1 + Digits(text[(end + 1)..]);
        return end + Exponent(text[end..]);
    }

    private static bool? Flag(ReadOnlySpan<char> text) =>
        bool.TryParse(text, out var flag) ? flag : text is "1" ? true : text is "0" ? false : null;

    private static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    private static int Exponent(ReadOnlySpan<char> text)
    {
        if (text is not ['e' or 'E', ..])
            return 0;
        var sign = text.Length > 1 && text[1] is '-' or '+' ? 2 : 1;
        var digits = Digits(text[Math.Min(sign, text.Length)..]);
        return digits == 0 ? 0 : sign + digits;
    }
}
