using System.Globalization;

namespace Picket.Kql.Values;

/// <summary>Reads numbers from text; null where the text is none, or none that fits.</summary>
internal static class NumberText
{
    /// <summary>A whole number, also in hexadecimal (<c>0x1F</c>); of one with a fraction the whole part.</summary>
    public static long? ToLong(string text)
    {
        var trimmed = text.AsSpan().Trim();
        var isNegative = trimmed.StartsWith('-');
        var digits = isNegative ? trimmed[1..] : trimmed;
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return long.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? isNegative ? -hex : hex : null;
        if (long.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        return trimmed.Contains('.') && ToReal(text) is { } real ? KqlConversion.Whole(real) : null;
    }

    /// <summary>A real, with an exponent or not; <c>nan</c> and <c>inf</c> too.</summary>
    public static double? ToReal(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (double.TryParse(trimmed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        return trimmed switch
        {
            "inf" or "+inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => ToHex(trimmed),
        };
    }

    private static double? ToHex(ReadOnlySpan<char> text) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        && long.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null;
}
