using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Series whose missing elements are filled. Missing are nulls, or the numbers equal to a placeholder.</summary>
internal static class SeriesFillFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("series_fill_const(dynamic,json,json?) dynamic", a => FillConstant(a[0], At(a, 1), At(a, 2)), seesNull: true),
        new("series_fill_forward(dynamic,json?) dynamic", a => FillForward(a[0], At(a, 1)), seesNull: true),
        new("series_fill_backward(dynamic,json?) dynamic", a => FillBackward(a[0], At(a, 1)), seesNull: true),
        new("series_fill_linear(dynamic,json?,bool?,json?) dynamic", FillLinear, seesNull: true),
    ];

    private static object? At(object?[] a, int at) => at < a.Length ? a[at] : null;

    private static bool IsMissing(object? element, object? placeholder) =>
        placeholder is null ? element is null or double.NaN : DynamicOrder.Instance.Equals(element, placeholder);

    private static object?[]? FillConstant(object? series, object? constant, object? placeholder) =>
        series is object?[] array ? Array.ConvertAll(array, e => IsMissing(e, placeholder) ? constant : e) : null;

    private static object?[]? FillForward(object? series, object? placeholder)
    {
        if (series is not object?[] array)
            return null;
        var filled = (object?[])array.Clone();
        for (var i = 1; i < filled.Length; i++)
        {
            if (IsMissing(filled[i], placeholder))
                filled[i] = filled[i - 1];
        }

        return filled;
    }

    private static object?[]? FillBackward(object? series, object? placeholder) =>
        series is object?[] array ? FillForward(array.Reverse().ToArray(), placeholder)!.Reverse().ToArray() : null;

    // series, placeholder, whether edges are filled, what fills a series of nothing
    private static object?[]? FillLinear(object?[] a)
    {
        if (a[0] is not object?[] array)
            return null;
        var placeholder = At(a, 1);
        var known = Enumerable.Range(0, array.Length).Where(i => !IsMissing(array[i], placeholder)).ToList();
        if (known.Count == 0)
            return FillConstant(array, a.Length > 3 ? a[3] : 0.0, placeholder);

        var filled = (object?[])array.Clone();
        var isWhole = known.TrueForAll(i => DynamicNumbers.IsWhole(array[i]));
        foreach (var (from, to) in known.Zip(known.Skip(1)))
            FillBetween(filled, from, to, isWhole);
        if (At(a, 2) is not false)
        {
            Array.Fill(filled, filled[known[0]], 0, known[0]);
            Array.Fill(filled, filled[known[^1]], known[^1] + 1, filled.Length - known[^1] - 1);
        }

        return filled;
    }

    // A series of whole numbers stays one.
    private static void FillBetween(object?[] filled, int from, int to, bool isWhole)
    {
        if (!DynamicNumbers.TryReal(filled[from], out var first) || !DynamicNumbers.TryReal(filled[to], out var last))
            return;
        for (var i = from + 1; i < to; i++)
        {
            var value = first + (last - first) * (i - from) / (to - from);
            filled[i] = isWhole ? (object)(long)value : value;
        }
    }
}
