using System.Globalization;

namespace Picket.Pipeline.Reporting.Checks;

/// <summary>How figures read in a sentence.</summary>
internal static class Wording
{
    /// <summary><c>12,345</c>.</summary>
    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>2026-11-23</c>.</summary>
    public static string Day(DateTime value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>2026-11-23T12:00:00Z</c>.</summary>
    public static string Time(DateTime value) => value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>1 day</c>, <c>2 days</c>.</summary>
    public static string Count(long value, string noun) => Number(value) + " " + (value == 1 ? noun : noun + "s");

    /// <summary><c>a, b and 3 more</c>: at most <paramref name="shown"/> of them by name.</summary>
    public static string List(IReadOnlyCollection<string> names, int shown) => names.Count <= shown
        ? string.Join(", ", names)
        : string.Join(", ", names.Take(shown)) + $" and {Number(names.Count - shown)} more";
}
