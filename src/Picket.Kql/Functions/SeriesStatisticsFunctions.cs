using Picket.Kql.Series;
using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Figures of a whole series. An element that is no finite number makes all of them null unless it is to be ignored.</summary>
internal static class SeriesStatisticsFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("series_stats(dynamic,bool?) min:real min_idx:long max:real max_idx:long avg:real stdev:real variance:real", a => Columns(Of(a)), seesNull: true),
        new("series_stats_dynamic(dynamic,bool?) dynamic", a => Of(a)?.ToBag(), seesNull: true),
    ];

    private static object?[] Columns(Figures? f) =>
        f is null ? new object?[7] : [f.Min, f.MinAt, f.Max, f.MaxAt, f.Mean, Math.Sqrt(f.Variance), f.Variance];

    private static Figures? Of(object?[] a)
    {
        if (DynamicNumbers.Series(a[0]) is not { } series)
            return null;
        var finite = series.Where(double.IsFinite).ToArray();
        if (finite.Length == 0 || (finite.Length < series.Length && a is not [_, true]))
            return null;
        var (min, max) = (finite.Min(), finite.Max());
        return new Figures(min, Array.IndexOf(series, min), max, Array.IndexOf(series, max), Moments.Mean(finite), Moments.Variance(finite), finite);
    }

    private sealed record Figures(double Min, long MinAt, double Max, long MaxAt, double Mean, double Variance, double[] Values)
    {
        public OrderedDictionary<string, object?> ToBag() => new(StringComparer.Ordinal)
        {
            ["min"] = Min,
            ["min_idx"] = MinAt,
            ["max"] = Max,
            ["max_idx"] = MaxAt,
            ["avg"] = Mean,
            ["stdev"] = Math.Sqrt(Variance),
            ["variance"] = Variance,
            ["sum"] = Values.Sum(),
            ["len"] = (long)Values.Length,
        };
    }
}
