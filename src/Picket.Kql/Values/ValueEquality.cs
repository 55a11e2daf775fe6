namespace Picket.Kql.Values;

/// <summary>
/// When two values are the same for grouping and lookup: null is like null, NaN like NaN, equal numbers of any types are one, arrays are compared by
/// element and bags by property whatever the order.
/// </summary>
internal sealed class ValueEquality(bool ignoresCase) : IEqualityComparer<object?>
{
    public static readonly ValueEquality Exact = new(false);
    public static readonly ValueEquality IgnoringCase = new(true);

    public static ValueEquality For(bool ignoresCase) => ignoresCase ? IgnoringCase : Exact;

    public new bool Equals(object? left, object? right) => (left, right) switch
    {
        (null, _) or (_, null) => left is null && right is null,
        (string a, string b) => string.Equals(a, b, ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal),
        (long a, long b) => a == b,
        (object?[] a, object?[] b) => a.Length == b.Length && a.AsSpan().SequenceEqual(b, this),
        (OrderedDictionary<string, object?> a, OrderedDictionary<string, object?> b) => AreEqual(a, b),
        _ when KqlValues.IsNumber(left) && KqlValues.IsNumber(right) => KqlValues.Compare(left, right) == 0,
        _ => left.Equals(right),
    };

    public int GetHashCode(object? value) => value switch
    {
        null => 0,
        string text => string.GetHashCode(text, ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal),
        long number => number.GetHashCode(),
        int number => ((long)number).GetHashCode(),
        double number => HashOf(number),
        decimal number => HashOf((double)number),
        object?[] array => HashOf(array),
        OrderedDictionary<string, object?> bag => HashOf(bag),
        _ => value.GetHashCode(),
    };

    private static int HashOf(double number) =>
        Math.Abs(number) < long.MaxValue && Math.Truncate(number) == number ? ((long)number).GetHashCode() : number.GetHashCode();

    private int HashOf(object?[] array)
    {
        var hash = default(HashCode);
        foreach (var element in array)
            hash.Add(GetHashCode(element));
        return hash.ToHashCode();
    }

    private int HashOf(OrderedDictionary<string, object?> bag)
    {
        var sum = bag.Count;
        foreach (var (name, value) in bag)
            sum += HashCode.Combine(name, GetHashCode(value));
        return sum;
    }

    private bool AreEqual(OrderedDictionary<string, object?> left, OrderedDictionary<string, object?> right)
    {
        if (left.Count != right.Count)
            return false;
        foreach (var (name, value) in left)
        {
            if (!right.TryGetValue(name, out var other) || !Equals(value, other))
                return false;
        }

        return true;
    }
}

/// <summary>The same for whole keys.</summary>
internal sealed class KeyEquality : IEqualityComparer<object?[]>
{
    public static readonly KeyEquality Instance = new();

    public bool Equals(object?[]? left, object?[]? right) => ValueEquality.Exact.Equals(left, right);

    public int GetHashCode(object?[] key) => key.Length == 1 ? ValueEquality.Exact.GetHashCode(key[0]) : ValueEquality.Exact.GetHashCode(key);
}
