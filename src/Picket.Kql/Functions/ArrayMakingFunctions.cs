using System.Globalization;
using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Arrays made of other values.</summary>
internal static class ArrayMakingFunctions
{
    /// <summary>The most elements <c>range()</c> and <c>repeat()</c> make; beyond, the array ends.</summary>
    private const int MaxElements = 1 << 20;

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("pack_array(json...) dynamic", a => a.ToArray(), seesNull: true),
        new("range(any,any,any?) dynamic", Range),
        new("repeat(json,long) dynamic", Repeat, seesNull: true),
        new("zip(dynamic,dynamic...) dynamic", Zip, seesNull: true),
    ];

    private static object?[]? Repeat(object?[] a) => a[1] switch
    {
        null or < 0L => null,
        long count => [.. Enumerable.Repeat(a[0], (int)Math.Min(count, MaxElements))],
        _ => null,
    };

    // The shorter arrays are filled up with null.
    private static object?[]? Zip(object?[] a)
    {
        if (!a.All(v => v is null or object?[]))
            return null;
        var longest = a.Max(v => (v as object?[])?.Length ?? 0);
        return [.. Enumerable.Range(0, longest).Select(i => (object?)a.Select(v => v is object?[] array && i < array.Length ? array[i] : null).ToArray())];
    }

    // Numbers count by ones, times by hours, unless a step is given.
    private static object?[]? Range(object?[] a)
    {
        var step = a.Length > 2 ? a[2] : null;
        return (a[0], a[1]) switch
        {
            (DateTime from, DateTime to) when (step ?? TimeSpan.FromHours(1)) is TimeSpan by =>
                Ticks(from.Ticks, to.Ticks, by.Ticks, t => KqlFormat.Text(new DateTime(t, DateTimeKind.Utc))),
            (TimeSpan from, TimeSpan to) when (step ?? TimeSpan.FromHours(1)) is TimeSpan by =>
                Ticks(from.Ticks, to.Ticks, by.Ticks, t => KqlFormat.Text(new TimeSpan(t))),
            (long or int, long or int) when step is null or long or int =>
                Ticks(Whole(a[0]), Whole(a[1]), step is null ? 1 : Whole(step), t => t),
            _ => Reals(a[0], a[1], step ?? 1L),
        };
    }

    private static long Whole(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static object?[]? Ticks(long from, long to, long step, Func<long, object> make)
    {
        if (step == 0)
            return null;
        var distance = (Int128)to - from;
        var count = distance / step + 1;
        if (distance * Math.Sign(step) < 0 || count <= 0)
            return [];
        return [.. Enumerable.Range(0, (int)Int128.Min(count, MaxElements)).Select(i => make(from + i * step))];
    }

    private static object?[]? Reals(object? first, object? last, object? by)
    {
        if (!DynamicNumbers.TryReal(first, out var from) || !DynamicNumbers.TryReal(last, out var to) || !DynamicNumbers.TryReal(by, out var step) || step == 0)
            return null;

        // A step that falls short of the end by rounding alone still reaches it.
        const double slack = 1e-9;
        var count = Math.Floor((to - from) / step + slack) + 1;
        return double.IsFinite(count) && count > 0
            ? [.. Enumerable.Range(0, (int)Math.Min(count, MaxElements)).Select(i => (object?)(from + i * step))]
            : [];
    }
}
