using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Arrays as sets: each element once, in the order of its first appearance.</summary>
internal static class SetFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("set_union(dynamic,dynamic...) dynamic", Union, seesNull: true),
        new("set_intersect(dynamic,dynamic...) dynamic", a => Arrays(a)?.Aggregate((x, y) => [.. x.Intersect(y, DynamicOrder.Instance)])),
        new("set_difference(dynamic,dynamic...) dynamic", Difference, seesNull: true),
        new("set_has_element(dynamic,json) bool", a => a is [object?[] set, var element] ? set.Contains(element, DynamicOrder.Instance) : null, seesNull: true),
        new("set_equals(dynamic,dynamic) bool", a => a is [object?[] x, object?[] y] ? x.ToHashSet(DynamicOrder.Instance).SetEquals(y) : null),
        new("jaccard_index(dynamic,dynamic) real", Jaccard),
    ];

    private static object?[]? Union(object?[] a)
    {
        var sets = a.Where(v => v is not null).ToArray();
        return sets.Length == 0 ? null : Arrays(sets)?.SelectMany(s => s).Distinct(DynamicOrder.Instance).ToArray();
    }

    private static object?[]? Difference(object?[] a)
    {
        if (a[0] is not object?[] first || Arrays([.. a.Skip(1).Where(v => v is not null)]) is not { } others)
            return null;
        return [.. first.Except(others.SelectMany(o => o), DynamicOrder.Instance)];
    }

    private static object? Jaccard(object?[] a)
    {
        if (a is not [object?[] x, object?[] y])
            return null;
        var all = x.Union(y, DynamicOrder.Instance).Count();
        return all == 0 ? double.NaN : (double)x.Intersect(y, DynamicOrder.Instance).Count() / all;
    }

    private static object?[][]? Arrays(object?[] values) => values.All(v => v is object?[]) ? Array.ConvertAll(values, v => (object?[])v!) : null;
}
