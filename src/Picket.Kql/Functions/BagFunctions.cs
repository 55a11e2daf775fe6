using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Property bags. What is no bag gives null. A key that starts with '$' is a path of properties, see <see cref="JsonPath"/>.</summary>
internal static class BagFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("bag_pack(text,json...) dynamic", a => Packed(a, isFilled: false), seesNull: true),
        new("$bag_pack_filled(text,json...) dynamic", a => Packed(a, isFilled: true), seesNull: true),
        new("bag_keys(dynamic) dynamic", a => a[0] is OrderedDictionary<string, object?> bag ? bag.Keys.ToArray<object?>() : null),
        new("bag_has_key(dynamic,string) bool", HasKey),
        new("bag_merge(dynamic,dynamic...) dynamic", Merged, seesNull: true),
        new("bag_remove_keys(dynamic,dynamic) dynamic", WithoutKeys),
        new("bag_set_key(dynamic,string,json) dynamic", WithKey, seesNull: true),
        new("bag_zip(dynamic,dynamic) dynamic", Zipped),
    ];

    private static OrderedDictionary<string, object?> Packed(object?[] a, bool isFilled)
    {
        var bag = NewBag();
        for (var i = 0; i + 1 < a.Length; i += 2)
        {
            if (!isFilled || a[i + 1] is not (null or ""))
                bag[(string)a[i]!] = a[i + 1];
        }

        return bag;
    }

    private static object? HasKey(object?[] a)
    {
        if (a[0] is not OrderedDictionary<string, object?> bag)
            return false;
        if (PathOf(bag, (string)a[1]!) is not { } path)
            return false;
        return JsonPath.Follow(bag, [.. path.Take(path.Count - 1).Select(p => new PathStep(p))]) is OrderedDictionary<string, object?> inner
            && inner.ContainsKey(path[^1]);
    }

    // The first bag that has a key gives its value; what is null adds nothing.
    private static OrderedDictionary<string, object?>? Merged(object?[] a)
    {
        if (a.All(v => v is null) || !a.All(v => v is null or OrderedDictionary<string, object?>))
            return null;
        var merged = NewBag();
        foreach (var (name, value) in a.OfType<OrderedDictionary<string, object?>>().SelectMany(b => b))
            merged.TryAdd(name, value);
        return merged;
    }

    private static object? WithoutKeys(object?[] a)
    {
        if (a[0] is not OrderedDictionary<string, object?> bag || a[1] is not object?[] keys)
            return null;
        return keys.OfType<string>().Aggregate(bag, (left, key) => PathOf(left, key) is { } path ? Without(left, path) : left);
    }

    private static OrderedDictionary<string, object?> Without(OrderedDictionary<string, object?> bag, IReadOnlyList<string> path)
    {
        if (!bag.TryGetValue(path[0], out var value))
            return bag;
        var copy = Copy(bag);
        if (path.Count == 1)
            copy.Remove(path[0]);
        else if (value is OrderedDictionary<string, object?> inner)
            copy[path[0]] = Without(inner, [.. path.Skip(1)]);
        return copy;
    }

    private static object? WithKey(object?[] a) =>
        a[0] is OrderedDictionary<string, object?> bag && PathOf(bag, (string)a[1]!) is { } path ? With(bag, path, a[2]) : null;

    private static OrderedDictionary<string, object?> With(OrderedDictionary<string, object?> bag, IReadOnlyList<string> path, object? value)
    {
        var copy = Copy(bag);
        copy[path[0]] = path.Count == 1
            ? value
            : With(bag.GetValueOrDefault(path[0]) as OrderedDictionary<string, object?> ?? NewBag(), [.. path.Skip(1)], value);
        return copy;
    }

    // Keys that are no text are left out, those without a value get null.
    private static OrderedDictionary<string, object?>? Zipped(object?[] a)
    {
        if (a is not [object?[] keys, object?[] values])
            return null;
        var bag = NewBag();
        foreach (var (i, key) in keys.Index())
        {
            if (key is string name)
                bag[name] = i < values.Length ? values[i] : null;
        }

        return bag;
    }

    // A key as it is, or the properties of a path; null for a path with elements or without steps.
    private static IReadOnlyList<string>? PathOf(OrderedDictionary<string, object?> bag, string key)
    {
        if (!key.StartsWith('$') || bag.ContainsKey(key))
            return [key];
        if (!JsonPath.TryParse(key, out var steps))
            return [key];
        return steps.Count > 0 && steps.All(s => s.Property is not null) ? [.. steps.Select(s => s.Property!)] : null;
    }

    private static OrderedDictionary<string, object?> Copy(OrderedDictionary<string, object?> bag) => new(bag, StringComparer.Ordinal);

    private static OrderedDictionary<string, object?> NewBag() => new(StringComparer.Ordinal);
}
