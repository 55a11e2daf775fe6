using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Digital filters over series of numbers; points before the first and after the last count as zero.</summary>
internal static class SeriesFilterFunctions
{
    // A filter is laid on every point: two long arrays would keep a query busy for hours.
    private const long MaxProducts = 500_000_000;

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("series_fir(dynamic,dynamic,bool?,bool?) dynamic=", FiniteResponse, seesNull: true),
        new("series_iir(dynamic,dynamic,dynamic) dynamic=", InfiniteResponse),
    ];

    // series, filter, whether its sum is made one (unless it has negatives), whether it looks both ways
    private static object?[]? FiniteResponse(object?[] a)
    {
        if (DynamicNumbers.Series(a[0]) is not { } series || DynamicNumbers.Series(a[1]) is not { } filter)
            return null;
        CheckWork(series.Length, filter.Length);
        var hasNegative = filter.Any(f => f < 0);
        var isNormal = a.Length > 2 && a[2] is bool given ? given : !hasNegative;
        if (isNormal && hasNegative)
            return null;
        var sum = isNormal ? filter.Sum() : 1;
        var ahead = a is [_, _, _, true] ? (filter.Length - 1) / 2 : 0;
        return DynamicNumbers.Dynamic(series.Select((_, i) =>
        {
            var value = 0.0;
            for (var k = Math.Max(0, i + ahead - series.Length + 1); k < filter.Length && k <= i + ahead; k++)
                value += filter[k] * series[i + ahead - k];
            return value / sum;
        }));
    }

    private static object?[]? InfiniteResponse(object?[] a)
    {
        if (DynamicNumbers.Series(a[0]) is not { } series || DynamicNumbers.Series(a[1]) is not { } numerators
            || DynamicNumbers.Series(a[2]) is not { } denominators || denominators[0] == 0)
            return null;
        CheckWork(series.Length, numerators.Length + denominators.Length);
        var filtered = new double[series.Length];
        for (var i = 0; i < series.Length; i++)
        {
            var value = 0.0;
            for (var k = 0; k < numerators.Length && k <= i; k++)
                value += numerators[k] * series[i - k];
            for (var k = 1; k < denominators.Length && k <= i; k++)
                value -= denominators[k] * filtered[i - k];
            filtered[i] = value / denominators[0];
        }

        return DynamicNumbers.Dynamic(filtered);
    }

    private static void CheckWork(int points, int coefficients)
    {
        if ((long)points * coefficients > MaxProducts)
            throw new KqlRunException(KqlCodes.RunTooLarge, $"A filter of {coefficients} coefficients is too long for a series of {points} points.");
    }
}
