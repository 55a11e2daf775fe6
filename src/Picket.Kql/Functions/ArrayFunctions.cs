using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Questions to arrays and parts of them. What is no array gives null.</summary>
internal static class ArrayFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("array_length(dynamic) long", a => a[0] is object?[] array ? (long)array.Length : null),
        new("array_concat(dynamic...) dynamic", Concat, seesNull: true),
        new("array_slice(dynamic,long,long) dynamic", Slice),
        new("array_split(dynamic,json) dynamic", Split),
        new("array_index_of(dynamic,json,long?,long?,long?) long", IndexOf, seesNull: true),
        new("array_reverse(dynamic) dynamic", a => a[0] is object?[] array ? array.Reverse().ToArray() : null),
        new("array_iff(dynamic,json,json) dynamic", Choose, seesNull: true),
        new("array_sum(dynamic) real", Sum),
    ];

    private static object?[]? Concat(object?[] a)
    {
        var arrays = a.Where(v => v is not null).ToList();
        return arrays.Count > 0 && arrays.All(v => v is object?[]) ? [.. arrays.SelectMany(v => (object?[])v!)] : null;
    }

    // Both ends are included; negative ones count from the end.
    private static object?[]? Slice(object?[] a)
    {
        if (a[0] is not object?[] array)
            return null;
        var start = Math.Max(FromStart((long)a[1]!, array.Length), 0);
        var end = Math.Min(FromStart((long)a[2]!, array.Length), array.Length - 1);
        return start > end ? [] : array[(int)start..(int)(end + 1)];
    }

    private static object?[]? Split(object?[] a)
    {
        if (a[0] is not object?[] array)
            return null;
        var parts = new List<object?>();
        var start = 0;
        foreach (var place in a[1] as object?[] ?? [a[1]])
        {
            if (DynamicNumbers.Whole(place) is not { } at)
                return null;
            var end = (int)Math.Clamp(FromStart(at, array.Length), start, array.Length);
            parts.Add(array[start..end]);
            start = end;
        }

        return [.. parts, array[start..]];
    }

    // array, value, from where, how many elements, which occurrence
    private static object? IndexOf(object?[] a)
    {
        if (a[0] is not object?[] array)
            return null;
        var start = Math.Max(FromStart(Given(a, 2, 0), array.Length), 0);
        var length = Given(a, 3, -1);
        var end = length < 0 || length > array.Length - start ? array.Length : start + length;
        var wanted = Given(a, 4, 1);
        for (var i = start; i < end; i++)
        {
            if (DynamicOrder.Instance.Equals(array[i], a[1]) && --wanted <= 0)
                return i;
        }

        return -1L;
    }

    private static long Given(object?[] a, int at, long otherwise) => a.Length > at && a[at] is long value ? value : otherwise;

    private static object?[]? Choose(object?[] a) => a[0] is object?[] conditions
        ? [.. conditions.Select((c, i) => IsTrue(c) switch { true => ElementOf(a[1], i), false => ElementOf(a[2], i), null => null })]
        : null;

    private static bool? IsTrue(object? condition) => condition switch
    {
        bool flag => flag,
        _ when DynamicNumbers.TryReal(condition, out var number) => number != 0,
        _ => null,
    };

    private static object? ElementOf(object? value, int at) => value is object?[] array ? at < array.Length ? array[at] : null : value;

    // What is no number makes the sum null.
    private static object? Sum(object?[] a)
    {
        if (a[0] is not object?[] array)
            return null;
        var sum = 0.0;
        foreach (var element in array)
        {
            if (!DynamicNumbers.TryReal(element is bool flag ? flag ? 1L : 0L : element, out var number))
                return null;
            sum += number;
        }

        return sum;
    }

    private static long FromStart(long place, int length) => place < 0 ? length + place : place;
}
