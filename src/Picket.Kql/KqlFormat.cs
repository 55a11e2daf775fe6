using System.Globalization;

namespace Picket.Kql;

/// <summary>How a value reads as text, as <c>tostring()</c> gives it.</summary>
internal static class KqlFormat
{
    public static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture),
        TimeSpan span => Span(span),
        Guid guid => guid.ToString("D"),
        double number => Real(number),
        object?[] or OrderedDictionary<string, object?> => Values.DynamicJson.Write(value),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>
    /// A real as JSON and <c>tostring()</c> write it: <c>1.0</c>, <c>0.1</c>, <c>1E+20</c>, <c>NaN</c>, <c>Infinity</c>. As Kusto does it, with
    /// 15 digits where they say it all, else with 17.
    /// </summary>
    public static string Real(double number)
    {
        var text = number.ToString("G15", CultureInfo.InvariantCulture);
        if (double.Parse(text, CultureInfo.InvariantCulture) != number && double.IsFinite(number))
            text = number.ToString("G17", CultureInfo.InvariantCulture);
        return double.IsFinite(number) && text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }

    private static string Span(TimeSpan span)
    {
        var day = span.Days == 0 ? "" : "d\\.";
        var fraction = span.Ticks % TimeSpan.TicksPerSecond == 0 ? "" : "\\.fffffff";
        return (span < TimeSpan.Zero ? "-" : "") + span.ToString($"{day}hh\\:mm\\:ss{fraction}", CultureInfo.InvariantCulture);
    }
}
