using Picket.Kql.Series;
using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>One number out of one or two series. Of two, the longer is cut to the shorter, and pairs with what is no number are left out.</summary>
internal static class SeriesVectorFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("series_sum(dynamic) real", a => Numbers(a[0])?.Sum()),
        new("series_product(dynamic) real", a => Numbers(a[0])?.Aggregate(1.0, (x, y) => x * y)),
        new("series_magnitude(dynamic) real", a => Numbers(a[0]) is { } v ? Math.Sqrt(Dot(v, v)) : null),
        new("series_dot_product(json,json) real", a => Pairs(a[0], a[1]) is var (x, y) ? Dot(x, y) : null),
        new("series_cosine_similarity(dynamic,dynamic,real?,real?) real", Cosine),
        new("series_pearson_correlation(dynamic,dynamic) real", Correlation),
    ];

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    private static object? Cosine(object?[] a)
    {
        if (Pairs(a[0], a[1]) is not var (x, y))
            return null;
        var lengths = (a is [_, _, double one, ..] ? one : Math.Sqrt(Dot(x, x))) * (a is [_, _, _, double two] ? two : Math.Sqrt(Dot(y, y)));
        return lengths == 0 ? double.NaN : Math.Clamp(Dot(x, y) / lengths, -1, 1);
    }

    // Null for series of different lengths.
    private static object? Correlation(object?[] a)
    {
        if (a is not [object?[] left, object?[] right] || left.Length != right.Length || Pairs(left, right) is not var (x, y))
            return null;
        var (meanX, meanY) = (Moments.Mean(x), Moments.Mean(y));
        var (dx, dy) = (Array.ConvertAll(x, v => v - meanX), Array.ConvertAll(y, v => v - meanY));
        return Math.Clamp(Dot(dx, dy) / Math.Sqrt(Dot(dx, dx) * Dot(dy, dy)), -1, 1);
    }

    private static double[]? Numbers(object? series) =>
        DynamicNumbers.Series(series) is { } numbers && numbers.Where(v => !double.IsNaN(v)).ToArray() is { Length: > 0 } left ? left : null;

    private static (double[] X, double[] Y)? Pairs(object? left, object? right)
    {
        var pairs = SeriesArithmeticFunctions.Zipped(left, right, (x, y) => DynamicNumbers.TryReal(x, out var a) && DynamicNumbers.TryReal(y, out var b) ? (a, b) : null)?
            .OfType<(double X, double Y)>().ToArray();
        return pairs is { Length: > 0 } ? (Array.ConvertAll(pairs, p => p.X), Array.ConvertAll(pairs, p => p.Y)) : null;
    }
}
