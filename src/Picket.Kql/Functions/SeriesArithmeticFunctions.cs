using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Series computed element by element. What is no number gives null; a single number stands for a series of it.</summary>
internal static class SeriesArithmeticFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("series_add(json,json) dynamic", a => Pairs(a, (x, y) => x + y, (x, y) => checked(x + y))),
        new("series_subtract(json,json) dynamic", a => Pairs(a, (x, y) => x - y, (x, y) => checked(x - y))),
        new("series_multiply(json,json) dynamic", a => Pairs(a, (x, y) => x * y, (x, y) => checked(x * y))),
        new("series_divide(json,json) dynamic", a => Pairs(a, (x, y) => x / y, null)),
        new("series_pow(json,json) dynamic", a => Pairs(a, Math.Pow, null)),
        new("series_abs(dynamic) dynamic", a => Each(a[0], e => e is long whole and not long.MinValue ? Math.Abs(whole) : Real(e, Math.Abs))),
        new("series_sign(dynamic) dynamic", a => Each(a[0], e => e is long whole ? (long)Math.Sign(whole) : Real(e, Sign))),
        new("series_ceiling(dynamic) dynamic", a => Reals(a[0], Math.Ceiling)),
        new("series_floor(dynamic) dynamic", a => Reals(a[0], Math.Floor)),
        new("series_exp(dynamic) dynamic", a => Reals(a[0], Math.Exp)),
        new("series_log(dynamic) dynamic", a => Reals(a[0], Math.Log)),
        new("series_sin(dynamic) dynamic", a => Reals(a[0], Math.Sin)),
        new("series_cos(dynamic) dynamic", a => Reals(a[0], Math.Cos)),
        new("series_tan(dynamic) dynamic", a => Reals(a[0], Math.Tan)),
        new("series_asin(dynamic) dynamic", a => Reals(a[0], Math.Asin)),
        new("series_acos(dynamic) dynamic", a => Reals(a[0], Math.Acos)),
        new("series_atan(dynamic) dynamic", a => Reals(a[0], Math.Atan)),
    ];

    /// <summary>A function of two values over two series, as long as the longer one; null when neither is a series.</summary>
    public static object?[]? Zipped(object? left, object? right, Func<object?, object?, object?> function)
    {
        if (left is not object?[] && right is not object?[])
            return null;
        var length = Math.Max((left as object?[])?.Length ?? 0, (right as object?[])?.Length ?? 0);
        return [.. Enumerable.Range(0, length).Select(i => function(At(left, i), At(right, i)))];
    }

    private static object? At(object? series, int i) => series is object?[] array ? i < array.Length ? array[i] : null : series;

    private static object?[]? Pairs(object?[] a, Func<double, double, double> reals, Func<long, long, long>? wholes) => Zipped(a[0], a[1], (x, y) =>
    {
        if (!DynamicNumbers.TryReal(x, out var left) || !DynamicNumbers.TryReal(y, out var right))
            return null;
        return x is long a1 && y is long b1 && wholes is not null ? Whole(wholes, a1, b1) ?? reals(left, right) : DynamicNumbers.Dynamic(reals(left, right));
    });

    // What does not fit in 64 bits becomes a real.
    private static object? Whole(Func<long, long, long> function, long x, long y)
    {
        try
        {
            return function(x, y);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static object?[]? Each(object? series, Func<object?, object?> function) => series is object?[] array ? Array.ConvertAll(array, e => function(e)) : null;

    private static object?[]? Reals(object? series, Func<double, double> function) => Each(series, e => Real(e, function));

    private static object? Real(object? element, Func<double, double> function) =>
        DynamicNumbers.TryReal(element, out var number) ? DynamicNumbers.Dynamic(function(number)) : null;

    private static double Sign(double number) => double.IsNaN(number) ? number : Math.Sign(number);
}
