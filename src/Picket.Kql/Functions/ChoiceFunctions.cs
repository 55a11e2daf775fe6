using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>One of several values. The arguments come in one common type.</summary>
internal static class ChoiceFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("iff(bool,common,common) second", a => a[0] is true ? a[1] : a[2], seesNull: true),
        new("coalesce(common,common...) first", a => Array.Find(a, v => v is not (null or "")) ?? a[^1], seesNull: true),
        new("min_of(common,common...) first", a => Extreme(a, -1), seesNull: true),
        new("max_of(common,common...) first", a => Extreme(a, 1), seesNull: true),
    ];

    // Nulls do not take part.
    private static object? Extreme(object?[] a, int direction)
    {
        object? best = null;
        foreach (var value in a)
        {
            if (value is not null && (best is null || Compare(value, best) * direction > 0))
                best = value;
        }

        return best;
    }

    private static int Compare(object x, object y) => (x, y) switch
    {
        (decimal a, decimal b) => a.CompareTo(b),
        (Guid a, Guid b) => a.CompareTo(b),
        _ => DynamicOrder.Instance.Compare(x, y),
    };
}
