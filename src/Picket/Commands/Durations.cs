using System.CommandLine.Parsing;
using System.Globalization;

namespace Picket.Commands;

/// <summary>Times as people type them: a whole number and <c>s m h d</c>.</summary>
internal static class Durations
{
    private const long MaxSeconds = 10L * 366 * 24 * 3600;

    public static TimeSpan? Parser(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (TryParse(text, out var duration))
            return duration;
        result.AddError(
            $"'{text}' is not a duration; write a whole number and a unit, for example 30s, 15m, 24h or 7d.");
        return null;
    }

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        long unit = text is [.., var last] ? last switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 } : 0;
        if (unit == 0 || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None,
            CultureInfo.InvariantCulture, out var count))
            return false;
        if (count > MaxSeconds / unit)
            return false;
        duration = TimeSpan.FromSeconds(count * unit);
        return true;
    }
}
