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
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Span(TimeSpan span)
    {
        var day = span.Days == 0 ? "" : "d\\.";
        var fraction = span.Ticks % TimeSpan.TicksPerSecond == 0 ? "" : "\\.fffffff";
        return (span < TimeSpan.Zero ? "-" : "") + span.ToString($"{day}hh\\:mm\\:ss{fraction}", CultureInfo.InvariantCulture);
    }
}
