using System.Collections.Frozen;

namespace Picket.Kql;

/// <summary>The parts of a date that <c>datetime_diff</c>, <c>datetime_add</c> and <c>datetime_part</c> know, in lower case.</summary>
internal static class DateParts
{
    private static readonly FrozenSet<string> All = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond", "microsecond");

    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["week_of_year"] = "week",
        ["monthofyear"] = "month",
        ["dayofmonth"] = "day",
        ["day_of_month"] = "day",
        ["hourofday"] = "hour",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static string Listed => string.Join(", ", All.Order(StringComparer.Ordinal).Select(p => $"'{p}'"));

    public static bool TryFind(string word, out string part)
    {
        part = Aliases.GetValueOrDefault(word, word).ToLowerInvariant();
        return All.Contains(part);
    }
}
