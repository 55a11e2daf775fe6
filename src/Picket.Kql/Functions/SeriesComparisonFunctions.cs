using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Series compared element by element; what is no number gives null.</summary>
internal static class SeriesComparisonFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("series_equals(json,json) dynamic", a => Compared(a, (x, y) => x == y)),
        new("series_not_equals(json,json) dynamic", a => Compared(a, (x, y) => x != y)),
        new("series_less(json,json) dynamic", a => Compared(a, (x, y) => x < y)),
        new("series_less_equals(json,json) dynamic", a => Compared(a, (x, y) => x <= y)),
        new("series_greater(json,json) dynamic", a => Compared(a, (x, y) => x > y)),
        new("series_greater_equals(json,json) dynamic", a => Compared(a, (x, y) => x >= y)),
        new("series_not(dynamic) dynamic", a => a[0] is object?[] array ? Array.ConvertAll(array, Negated) : null),
    ];

    private static object?[]? Compared(object?[] a, Func<double, double, bool> comparison) => SeriesArithmeticFunctions.Zipped(a[0], a[1], (x, y) =>
        DynamicNumbers.TryReal(x, out var left) && DynamicNumbers.TryReal(y, out var right) ? comparison(left, right) : null);

    private static object? Negated(object? element) => element switch
    {
        bool flag => !flag,
        _ when DynamicNumbers.TryReal(element, out var number) => number == 0,
        _ => null,
    };
}
