using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Arrays with their elements in another order.</summary>
internal static class ArrayOrderFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("array_rotate_left(dynamic,long) dynamic", a => Rotated(a[0], (long)a[1]!)),
        new("array_rotate_right(dynamic,long) dynamic", a => Rotated(a[0], -(long)a[1]!)),
        new("array_shift_left(dynamic,long,json?) dynamic", a => Shifted(a, 1), seesNull: true),
        new("array_shift_right(dynamic,long,json?) dynamic", a => Shifted(a, -1), seesNull: true),
        new("array_sort_asc(json...) arrays", a => Sorted(a, isAscending: true), seesNull: true),
        new("array_sort_desc(json...) arrays", a => Sorted(a, isAscending: false), seesNull: true),
    ];

    private static object?[]? Rotated(object? value, long count)
    {
        if (value is not object?[] array || array.Length == 0)
            return value as object?[];
        var first = (int)(((count % array.Length) + array.Length) % array.Length);
        return [.. array[first..], .. array[..first]];
    }

    private static object?[]? Shifted(object?[] a, int direction)
    {
        if (a[0] is not object?[] array || a[1] is not long given)
            return null;
        var count = (int)Math.Clamp(given, -array.Length, array.Length) * direction;
        var fill = Enumerable.Repeat(a.Length > 2 ? a[2] : null, Math.Abs(count));
        return count >= 0 ? [.. array[count..], .. fill] : [.. fill, .. array[..^-count]];
    }

    // One array per array given, the others in the order of the first; a flag at the end says where null goes.
    private static object?[]? Sorted(object?[] a, bool isAscending)
    {
        var isNullLast = a is not [_, .., false];
        var given = a is [_, .., bool] ? a[..^1] : a;
        if (given[0] is not object?[] first)
            return new object?[given.Length];

        var direction = isAscending ? 1 : -1;
        var places = Enumerable.Range(0, first.Length).OrderBy(i => first[i] is null != isNullLast ? 0 : 1)
            .ThenBy(i => first[i], Comparer<object?>.Create((x, y) => direction * DynamicOrder.Instance.Compare(x, y)))
            .ToList();
        return [.. given.Select(g => g is object?[] array && array.Length == first.Length ? places.ConvertAll(i => array[i]).ToArray() : null)];
    }
}
