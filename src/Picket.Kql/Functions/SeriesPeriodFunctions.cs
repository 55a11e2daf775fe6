using Picket.Kql.Series;
using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>What repeats in a series.</summary>
internal static class SeriesPeriodFunctions
{
    private const double SeasonalThreshold = 0.7;

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("series_periods_detect(dynamic,real,real,long) periods:dynamic scores:dynamic", Detected, seesNull: true),
        new("series_periods_validate(dynamic,real...) periods:dynamic scores:dynamic", Validated, seesNull: true),
        new("series_seasonal(dynamic,long?,long?) dynamic", Seasonal),
    ];

    // As many as asked for; where there are fewer, zeros.
    private static object?[] Detected(object?[] a)
    {
        if (SeriesFitFunctions.Finite(a[0]) is not { } series || a is not [_, double shortest, double longest, long most])
            return new object?[2];
        var count = (int)Math.Clamp(most, 0, series.Length);
        var found = Periods.Detect(series, shortest, longest, count);
        var none = Enumerable.Repeat(0.0, count - found.Count).ToList();
        return [DynamicNumbers.Dynamic(found.Select(f => (double)f.Period).Concat(none)), DynamicNumbers.Dynamic(found.Select(f => f.Score).Concat(none))];
    }

    private static object?[] Validated(object?[] a)
    {
        var periods = a.Skip(1).OfType<double>().ToArray();
        return SeriesFitFunctions.Finite(a[0]) is { } series && periods.Length == a.Length - 1
            ? [DynamicNumbers.Dynamic(periods), DynamicNumbers.Dynamic(periods.Select(p => Periods.Score(series, p)))]
            : new object?[2];
    }

    private static object?[]? Seasonal(object?[] a)
    {
        if (SeriesFitFunctions.Finite(a[0]) is not { } series)
            return null;
        var period = a.Length > 1 ? (long)a[1]! : -1;
        var learnt = series[..(int)Math.Clamp(series.Length - (a.Length > 2 ? (long)a[2]! : 0), 1, series.Length)];
        var length = period < 0 ? Periods.Best(learnt, SeasonalThreshold) : (int)Math.Min(period, int.MaxValue);
        return DynamicNumbers.Dynamic(Decomposition.SeasonalOf(learnt, length, series.Length));
    }
}
