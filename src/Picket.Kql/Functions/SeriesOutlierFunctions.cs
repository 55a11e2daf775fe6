using Picket.Kql.Series;
using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>How far the points of a series lie outside.</summary>
internal static class SeriesOutlierFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("series_outliers(dynamic,string?,json?,real?,real?,long?) dynamic=", Scored, seesNull: true),
    ];

    /// <summary>The scores by a method: <c>tukey</c> or, with percentiles of its own, <c>ctukey</c>; null for any other.</summary>
    public static double[]? Scores(double[] series, string method, double lowPercentile = 10, double highPercentile = 90) => method.ToLowerInvariant() switch
    {
        "tukey" => Outliers.Scores(series, 0, 1),
        "ctukey" or "" => Outliers.Scores(series, lowPercentile / 100, highPercentile / 100),
        _ => null,
    };

    // series, method, number that is none, percentiles, test points at the end that are scored but not learnt from
    private static object?[]? Scored(object?[] a)
    {
        if (DynamicNumbers.Series(a[0]) is not { } series)
            return null;
        var ignored = a.Length > 2 && DynamicNumbers.TryReal(a[2], out var number) ? number : double.NaN;
        var (low, high) = (a is [_, _, _, double first, ..] ? first : 10, a is [_, _, _, _, double last, ..] ? last : 90);
        if (low is < 2 or > 98 || high is < 2 or > 98 || low >= high)
            return null;
        var counted = Array.ConvertAll(series, v => v == ignored ? double.NaN : v);
        return Scores(counted, a.Length > 1 && a[1] is string method ? method : "", low, high) is { } scores ? DynamicNumbers.Dynamic(scores) : null;
    }
}
