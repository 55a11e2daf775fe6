using System.Collections.Frozen;
using System.Globalization;

namespace Picket.Kql.Syntax;

/// <summary>The text inside <c>datetime(…)</c>, <c>timespan(…)</c>, <c>guid(…)</c> and their like.</summary>
internal static class TypedLiteral
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    public static readonly FrozenDictionary<string, KqlType> Types = new Dictionary<string, KqlType>
    {
        ["datetime"] = KqlType.DateTime,
        ["date"] = KqlType.DateTime,
        ["timespan"] = KqlType.TimeSpan,
        ["time"] = KqlType.TimeSpan,
        ["guid"] = KqlType.Guid,
        ["bool"] = KqlType.Bool,
        ["boolean"] = KqlType.Bool,
        ["int"] = KqlType.Int,
        ["long"] = KqlType.Long,
        ["real"] = KqlType.Real,
        ["double"] = KqlType.Real,
        ["decimal"] = KqlType.Decimal,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, long> Units = new Dictionary<string, long>
    {
        ["d"] = TimeSpan.TicksPerDay,
        ["day"] = TimeSpan.TicksPerDay,
        ["days"] = TimeSpan.TicksPerDay,
        ["h"] = TimeSpan.TicksPerHour,
        ["hr"] = TimeSpan.TicksPerHour,
        ["hrs"] = TimeSpan.TicksPerHour,
        ["hour"] = TimeSpan.TicksPerHour,
        ["hours"] = TimeSpan.TicksPerHour,
        ["m"] = TimeSpan.TicksPerMinute,
        ["min"] = TimeSpan.TicksPerMinute,
        ["minute"] = TimeSpan.TicksPerMinute,
        ["minutes"] = TimeSpan.TicksPerMinute,
        ["s"] = TimeSpan.TicksPerSecond,
        ["sec"] = TimeSpan.TicksPerSecond,
        ["second"] = TimeSpan.TicksPerSecond,
        ["seconds"] = TimeSpan.TicksPerSecond,
        ["ms"] = TimeSpan.TicksPerMillisecond,
        ["milli"] = TimeSpan.TicksPerMillisecond,
        ["millis"] = TimeSpan.TicksPerMillisecond,
        ["millisecond"] = TimeSpan.TicksPerMillisecond,
        ["milliseconds"] = TimeSpan.TicksPerMillisecond,
        ["micro"] = TimeSpan.TicksPerMicrosecond,
        ["micros"] = TimeSpan.TicksPerMicrosecond,
        ["microsecond"] = TimeSpan.TicksPerMicrosecond,
        ["microseconds"] = TimeSpan.TicksPerMicrosecond,
        ["tick"] = 1,
        ["ticks"] = 1,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool TryUnit(string unit, out long ticks) => Units.TryGetValue(unit, out ticks);

    /// <summary>Reads a literal's inside; <c>null</c> and an empty inside are the type's null.</summary>
    public static bool TryParse(KqlType type, string inside, out object? value)
    {
        value = null;
        var text = inside.Trim('"', '\'');
        if (text.Length == 0 || text == "null")
            return true;

        value = type switch
        {
            KqlType.DateTime => ParseDateTime(text),
            KqlType.TimeSpan => ParseTimeSpan(text),
            KqlType.Guid => Guid.TryParse(text, out var guid) ? guid : null,
            KqlType.Bool => ParseBool(text),
            KqlType.Int => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null,
            KqlType.Long => ParseLong(text),
            KqlType.Real => ParseReal(text),
            KqlType.Decimal => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
            _ => null,
        };
        return value is not null;
    }

    /// <summary>Reads a UTC date and time; null when the text is none.</summary>
    public static DateTime? ParseDateTime(string text)
    {
        string[] parts = ["yyyy", "yyyy-MM", "yyyyMMdd"];
        if (DateTime.TryParseExact(text, parts, CultureInfo.InvariantCulture, Utc, out var part))
            return part;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out var whole) ? whole : null;
    }

    /// <summary>Reads <c>1d</c>, <c>2.03:04:05.6</c> or a number of days; null when the text is none of them.</summary>
    public static TimeSpan? ParseTimeSpan(string text)
    {
        var letters = text.AsSpan().IndexOfAnyInRange('a', 'z');
        if (letters > 0 && Units.TryGetValue(text[letters..].Trim(), out var ticks))
            return Times(text[..letters], ticks);
        if (!text.Contains(':', StringComparison.Ordinal))
            return Times(text, TimeSpan.TicksPerDay);
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private static TimeSpan? Times(string number, long ticks)
    {
        if (!decimal.TryParse(number, CultureInfo.InvariantCulture, out var count) || Math.Abs(count) > long.MaxValue / ticks)
            return null;
        return TimeSpan.FromTicks((long)(count * ticks));
    }

    private static bool? ParseBool(string text) => text.ToLowerInvariant() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => null,
    };

    private static long? ParseLong(string text)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null;
        return long.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private static double? ParseReal(string text) => text switch
    {
        "nan" => double.NaN,
        "+inf" or "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null,
    };
}
