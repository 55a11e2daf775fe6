using Picket.Kql.Series;
using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Lines and polynomials through series. A series with an element that is no number gives null.</summary>
internal static class SeriesFitFunctions
{
    private const string TwoLineColumns =
        "rsquare:real split_idx:long variance:real rvariance:real line_fit:dynamic"
        + " right_rsquare:real right_slope:real right_interception:real right_variance:real right_rvariance:real"
        + " left_rsquare:real left_slope:real left_interception:real left_variance:real left_rvariance:real";

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("series_fit_line(dynamic) rsquare:real slope:real variance:real rvariance:real interception:real line_fit:dynamic", OneLine, seesNull: true),
        new("series_fit_line_dynamic(dynamic) dynamic", a => Finite(a[0]) is { } y ? Bag(LineFit.Of(y), y.Length) : null),
        new($"series_fit_2lines(dynamic) {TwoLineColumns}", TwoLines, seesNull: true),
        new("series_fit_2lines_dynamic(dynamic) dynamic", TwoLinesBag),
        new("series_fit_poly(dynamic,dynamic?,long?) rsquare:real coefficients:dynamic variance:real rvariance:real poly_fit:dynamic", Polynomial, seesNull: true),
    ];

    /// <summary>The numbers of a series that has nothing else, else null.</summary>
    public static double[]? Finite(object? series) => DynamicNumbers.Series(series) is { } numbers && Array.TrueForAll(numbers, double.IsFinite) ? numbers : null;

    private static object?[] OneLine(object?[] a)
    {
        if (Finite(a[0]) is not { } y)
            return new object?[6];
        var fit = LineFit.Of(y);
        return [fit.RSquare, fit.Slope, fit.Variance, fit.ResidualVariance, fit.Interception, DynamicNumbers.Dynamic(fit.Line(y.Length))];
    }

    private static object?[] TwoLines(object?[] a)
    {
        if (Finite(a[0]) is not { } y || TwoLineFit.Of(y) is not { } fit)
            return new object?[15];
        return
        [
            fit.RSquare, (long)fit.Split, fit.Variance, fit.ResidualVariance, DynamicNumbers.Dynamic(fit.Line(y.Length)), .. Side(fit.Right), .. Side(fit.Left),
        ];

        static object?[] Side(LineFit line) => [line.RSquare, line.Slope, line.Interception, line.Variance, line.ResidualVariance];
    }

    private static object? TwoLinesBag(object?[] a)
    {
        if (Finite(a[0]) is not { } y || TwoLineFit.Of(y) is not { } fit)
            return null;
        return new OrderedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["rsquare"] = fit.RSquare,
            ["split_idx"] = (long)fit.Split,
            ["variance"] = fit.Variance,
            ["rvariance"] = fit.ResidualVariance,
            ["line_fit"] = DynamicNumbers.Dynamic(fit.Line(y.Length)),
            ["right"] = Bag(fit.Right, null),
            ["left"] = Bag(fit.Left, null),
        };
    }

    private static OrderedDictionary<string, object?> Bag(LineFit fit, int? length)
    {
        var bag = new OrderedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["rsquare"] = fit.RSquare,
            ["slope"] = fit.Slope,
            ["variance"] = fit.Variance,
            ["rvariance"] = fit.ResidualVariance,
            ["interception"] = fit.Interception,
        };
        if (length is { } points)
            bag["line_fit"] = DynamicNumbers.Dynamic(fit.Line(points));
        return bag;
    }

    // y, x (1, 2, 3 … unless given), degree (1 unless given)
    private static object?[] Polynomial(object?[] a)
    {
        var x = a.Length > 1 && a[1] is not null ? Finite(a[1]) : null;
        if (Finite(a[0]) is not { } y || (a.Length > 1 && a[1] is not null && x is null))
            return new object?[5];
        var degree = a.Length > 2 && a[2] is long given ? Math.Clamp(given, -1, int.MaxValue) : 1;
        return PolynomialFit.Of(y, x ?? [.. Enumerable.Range(1, y.Length)], (int)degree) is { } fit
            ? [fit.RSquare, DynamicNumbers.Dynamic(fit.Coefficients), fit.Variance, fit.ResidualVariance, DynamicNumbers.Dynamic(fit.Line)]
            : new object?[5];
    }
}
