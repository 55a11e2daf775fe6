using System.Collections.Frozen;

namespace Picket.Kql;

/// <summary>The parts of a date that <c>datetime_diff</c>, <c>datetime_add</c> and <c>datetime_part</c> know, in lower case.</summary>
internal static class DateParts
{
    private static readonly FrozenSet<string> All = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond", "microsecond", "nanosecond");

    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["week_of_year"] = "week",
        ["weekofyear"] = "week",
        ["monthofyear"] = "month",
        ["dayofmonth"] = "day",
        ["day_of_month"] = "day",
        ["day_of_year"] = "dayofyear",
        ["hourofday"] = "hour",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static string Listed => string.Join(", ", All.Order(StringComparer.Ordinal).Select(p => $"'{p}'"));

    public static bool TryFind(string word, out string part)
    {
        part = Aliases.GetValueOrDefault(word, word).ToLowerInvariant();
        return All.Contains(part) || part == "dayofyear";
    }

    /// <summary>The first argument is a constant part of a date.</summary>
    public static Functions.ArgumentProblem? Check(IReadOnlyList<KqlExpression> arguments) =>
        Functions.Arguments.Constant(arguments, 0) is { } word && TryFind(word, out _)
            ? null
            : new Functions.ArgumentProblem(0, $"A constant part of a date is wanted here: {Listed}.");
}
