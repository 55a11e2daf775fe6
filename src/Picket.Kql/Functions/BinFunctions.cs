namespace Picket.Kql.Functions;

/// <summary>Rounding down to multiples of a size, counted from zero or from a point given; below zero too.</summary>
internal static class BinFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("bin(any,any,any?) first", Bin),
    ];

    /// <summary>The multiple at or below a value of the size's type; null where the type has none.</summary>
    public static object? Floor(object value, object size) => Bin([value, size]);

    private static object? Bin(object?[] a) => (a[0], a[1]) switch
    {
        (DateTime time, TimeSpan size) => Time(Whole(time.Ticks, size.Ticks, a.Has(2) ? a.Time(2).Ticks : 0)),
        (TimeSpan span, TimeSpan size) => Whole(span.Ticks, size.Ticks, a.Has(2) ? a.Span(2).Ticks : 0) is { } ticks ? new TimeSpan(ticks) : null,
        (long value, long size) => Whole(value, size, a.LongOr(2, 0)),
        (int value, int size) => (int?)Whole(value, size, a.Has(2) ? (int)a[2]! : 0),
        (double value, double size) => Real(value, size, a.Has(2) ? a.Real(2) : 0),
        (decimal value, decimal size) => Exact(value, size, a.Has(2) ? (decimal)a[2]! : 0),
        _ => null,
    };

    private static DateTime? Time(long? ticks) =>
        ticks is { } known && known >= 0 && known <= DateTime.MaxValue.Ticks ? new DateTime(known, DateTimeKind.Utc) : null;

    // Wider inside, for values at the ends of their range.
    private static long? Whole(long value, long size, long origin)
    {
        if (size <= 0)
            return null;
        var remainder = ((Int128)value - origin) % size;
        var result = value - remainder - (remainder < 0 ? size : 0);
        return result < long.MinValue || result > long.MaxValue ? null : (long)result;
    }

    private static double? Real(double value, double size, double origin) =>
        size > 0 ? origin + (Math.Floor((value - origin) / size) * size) : null;

    private static decimal? Exact(decimal value, decimal size, decimal origin)
    {
        try
        {
            return size > 0 ? origin + (decimal.Floor((value - origin) / size) * size) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
