using System.Globalization;

namespace Picket.Kql.Values;

/// <summary>
/// Conversions between types, as <c>tostring()</c>, <c>tolong()</c> and the others do them. What cannot be converted is null; a text is never null.
/// </summary>
internal static class KqlConversion
{
    /// <summary>The conversion from one static type to another.</summary>
    public static Func<object?, object?> Between(KqlType from, KqlType to)
    {
        if (from == to)
            return value => value;
        return to switch
        {
            KqlType.String => ToText,
            KqlType.Dynamic => ToDynamic,
            _ => value => To(value, to),
        };
    }

    /// <summary>A value of any type as another type.</summary>
    public static object? To(object? value, KqlType type) => value is null && type != KqlType.String ? null : type switch
    {
        KqlType.Bool => ToBool(value),
        KqlType.Int => ToLong(value) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null,
        KqlType.Long => ToLong(value),
        KqlType.Real => ToReal(value),
        KqlType.Decimal => ToDecimal(value),
        KqlType.String => ToText(value),
        KqlType.DateTime => ToDateTime(value),
        KqlType.TimeSpan => ToTimeSpan(value),
        KqlType.Guid => value is Guid ? value : value is string text && Guid.TryParse(text.Trim(), out var guid) ? guid : null,
        KqlType.Dynamic => ToDynamic(value),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a KQL type."),
    };

    /// <summary>The text of a value; null is empty.</summary>
    public static object ToText(object? value) => KqlFormat.Text(value);

    /// <summary>A scalar as a dynamic value; what JSON has no form for is its text.</summary>
    public static object? ToDynamic(object? value) => value switch
    {
        int number => (long)number,
        decimal or DateTime or TimeSpan or Guid => KqlFormat.Text(value),
        _ => value,
    };

    private static object? ToBool(object? value) => value switch
    {
        bool => value,
        long or int or double or decimal => System.Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && double.IsNaN(number) ? null : KqlValues.Of(number != 0),
        string text => TextToBool(text.Trim()),
        _ => null,
    };

    private static object? TextToBool(string text)
    {
        if (text.Equals("true", StringComparison.OrdinalIgnoreCase))
            return KqlValues.True;
        if (text.Equals("false", StringComparison.OrdinalIgnoreCase))
            return KqlValues.False;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? KqlValues.Of(number != 0) : null;
    }

    private static long? ToLong(object? value) => value switch
    {
        long number => number,
        int number => number,
        bool flag => flag ? 1 : 0,
        double number => Whole(number),
        decimal number => decimal.Truncate(number) is >= long.MinValue and <= long.MaxValue and var whole ? (long)whole : null,
        DateTime time => time.Ticks,
        TimeSpan span => span.Ticks,
        string text => NumberText.ToLong(text),
        _ => null,
    };

    /// <summary>A real without its fraction; null where no long holds it.</summary>
    public static long? Whole(double number) => number is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)number : null;

    private static double? ToReal(object? value) => value switch
    {
        double number => number,
        long number => number,
        int number => number,
        decimal number => (double)number,
        bool flag => flag ? 1 : 0,
        DateTime time => time.Ticks,
        TimeSpan span => span.Ticks,
        string text => NumberText.ToReal(text),
        _ => null,
    };

    private static decimal? ToDecimal(object? value) => value switch
    {
        decimal number => number,
        long number => number,
        int number => number,
        bool flag => flag ? 1 : 0,
        double number => number is > -7.9e28 and < 7.9e28 ? (decimal)number : null,
        string text => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ => null,
    };

    private static DateTime? ToDateTime(object? value) => value switch
    {
        DateTime time => time,
        long or int => ToLong(value) is { } ticks and >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : null,
        string text => TimeText.ToDateTime(text),
        _ => null,
    };

    private static TimeSpan? ToTimeSpan(object? value) => value switch
    {
        TimeSpan span => span,
        long or int => ToLong(value) is { } ticks ? new TimeSpan(ticks) : null,
        double days => Whole(days * TimeSpan.TicksPerDay) is { } ticks ? new TimeSpan(ticks) : null,
        decimal days => ToTimeSpan((double)days),
        string text => TimeText.ToTimeSpan(text),
        _ => null,
    };
}
