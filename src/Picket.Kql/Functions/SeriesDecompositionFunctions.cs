using Picket.Kql.Series;
using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Series taken apart into what repeats, the trend and the rest; what stands out of the rest; and what comes next.</summary>
internal static class SeriesDecompositionFunctions
{
    private const double DefaultFlagThreshold = 1.5;

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("series_decompose(dynamic,long?,string?,long?,real?) baseline:dynamic seasonal:dynamic trend:dynamic residual:dynamic", Decomposed, seesNull: true),
        new("series_decompose_anomalies(dynamic,real?,long?,string?,long?,string?,real?) ad_flag:dynamic ad_score:dynamic baseline:dynamic", Anomalies, seesNull: true),
        new("series_decompose_forecast(dynamic,long,long?,string?,real?) dynamic", Forecast),
    ];

    private static object?[] Decomposed(object?[] a)
    {
        if (SeriesFitFunctions.Finite(a[0]) is not { } series)
            return new object?[4];
        var parts = Decomposition.Of(series, Whole(a, 1, -1), Word(a, 2), Whole(a, 3, 0), Real(a, 4, Decomposition.DefaultThreshold));
        return
        [
            DynamicNumbers.Dynamic(parts.Baseline), DynamicNumbers.Dynamic(parts.Seasonal), DynamicNumbers.Dynamic(parts.Trend), DynamicNumbers.Dynamic(parts.Residual),
        ];
    }

    private static object?[] Anomalies(object?[] a)
    {
        if (SeriesFitFunctions.Finite(a[0]) is not { } series)
            return new object?[3];
        var threshold = Real(a, 1, DefaultFlagThreshold);
        var parts = Decomposition.Of(series, Whole(a, 2, -1), Word(a, 3), Whole(a, 4, 0), Real(a, 6, Decomposition.DefaultThreshold));
        if (SeriesOutlierFunctions.Scores(parts.Residual, Word(a, 5)) is not { } scores)
            return new object?[3];
        var flags = scores.Select(s => (object?)(s > threshold ? 1L : s < -threshold ? -1L : 0L)).ToArray();
        return [flags, DynamicNumbers.Dynamic(scores), DynamicNumbers.Dynamic(parts.Baseline)];
    }

    // The points to forecast take no part, whatever they are.
    private static object?[]? Forecast(object?[] a)
    {
        if (DynamicNumbers.Series(a[0]) is not { } series)
            return null;
        var learnt = (int)Math.Clamp(series.Length - (long)a[1]!, 1, series.Length);
        if (!Array.TrueForAll(series[..learnt], double.IsFinite))
            return null;
        var parts = Decomposition.Of(series, Whole(a, 2, -1), Word(a, 3), series.Length - learnt, Real(a, 4, Decomposition.DefaultThreshold));
        return DynamicNumbers.Dynamic(parts.Baseline);
    }

    private static long Whole(object?[] a, int at, long otherwise) => a.Length > at && a[at] is long given ? given : otherwise;

    private static double Real(object?[] a, int at, double otherwise) => a.Length > at && a[at] is double given ? given : otherwise;

    private static string Word(object?[] a, int at) => a.Length > at && a[at] is string given ? given : "";
}
