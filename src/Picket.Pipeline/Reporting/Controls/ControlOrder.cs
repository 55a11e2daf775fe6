namespace Picket.Pipeline.Reporting.Controls;

/// <summary>Orders requirement ids as a person reads them: 2.1 before 10.1, the appendices after the requirements.</summary>
public sealed class ControlOrder : IComparer<string>
{
    /// <summary>The only instance needed.</summary>
    public static ControlOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var left = (x ?? "").Split('.');
        var right = (y ?? "").Split('.');
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var order = ComparePart(left[i], right[i]);
            if (order != 0) return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int ComparePart(string left, string right) => (Parse(left), Parse(right)) switch
    {
        ({ } l, { } r) => l.CompareTo(r),
        ({ }, null) => -1,
        (null, { }) => 1,
        _ => string.CompareOrdinal(left, right),
    };

    private static int? Parse(string part) => int.TryParse(part, out var number) ? number : null;
}
