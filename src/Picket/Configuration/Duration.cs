using System.Globalization;
using System.Text.RegularExpressions;

namespace Picket.Configuration;

/// <summary>Times as people write them: <c>30s</c>, <c>12h</c>, <c>365d</c>, <c>1h30m</c>.</summary>
internal static partial class Duration
{
    [GeneratedRegex(@"^(?:(\d{1,6})(d))?(?:(\d{1,6})(h))?(?:(\d{1,6})(m))?(?:(\d{1,6})(s))?(?:(\d{1,6})(ms))?$",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parts { get; }

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text.Length == 0 || Parts.Match(text) is not { Success: true } match)
            return false;

        for (var group = 1; group < match.Groups.Count; group += 2)
        {
            if (match.Groups[group].Success)
                duration += Unit(match.Groups[group + 1].Value) * int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        }

        return true;
    }

    /// <summary>The shortest way to write it.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
            return "0s";

        (string Unit, long Amount)[] parts =
            [("d", duration.Days), ("h", duration.Hours), ("m", duration.Minutes), ("s", duration.Seconds), ("ms", duration.Milliseconds)];
        return string.Concat(parts.Where(part => part.Amount > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Amount}{part.Unit}")));
    }

    private static TimeSpan Unit(string unit) => unit switch
    {
        "d" => TimeSpan.FromDays(1),
        "h" => TimeSpan.FromHours(1),
        "m" => TimeSpan.FromMinutes(1),
        "s" => TimeSpan.FromSeconds(1),
        _ => TimeSpan.FromMilliseconds(1),
    };
}
