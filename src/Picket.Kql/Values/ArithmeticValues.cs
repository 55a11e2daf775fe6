namespace Picket.Kql.Values;

/// <summary>
/// Arithmetic on two values: whole numbers wrap around; a division of whole numbers by zero, and a time, span or decimal out of range, is null.
/// </summary>
internal static class ArithmeticValues
{
    public static object? Compute(Arithmetic operation, object left, object right) => (left, right) switch
    {
        (long a, long b) => Whole(operation, a, b),
        (double a, double b) => Real(operation, a, b),
        (decimal a, decimal b) => Exact(operation, a, b),
        (int a, int b) => Whole(operation, a, b),
        (DateTime a, DateTime b) => operation == Arithmetic.Subtract ? new TimeSpan(a.Ticks - b.Ticks) : null,
        (DateTime a, TimeSpan b) => Moved(a, operation == Arithmetic.Subtract ? Negated(b.Ticks) : b.Ticks),
        (TimeSpan a, DateTime b) => Moved(b, a.Ticks),
        (TimeSpan a, TimeSpan b) => Spans(operation, a.Ticks, b.Ticks),
        (TimeSpan a, _) => Scaled(operation, a.Ticks, right),
        (_, TimeSpan b) => Scaled(operation, b.Ticks, left),
        _ => throw new InvalidOperationException($"No {operation} of {left.GetType().Name} and {right.GetType().Name}."),
    };

    /// <summary>The remainder, never negative.</summary>
    public static long? Modulo(long value, long divisor)
    {
        if (divisor is 0)
            return null;
        if (divisor is -1 or 1)
            return 0;
        var remainder = value % divisor;
        return remainder < 0 ? (divisor < 0 ? remainder - divisor : remainder + divisor) : remainder;
    }

    private static long? Whole(Arithmetic operation, long a, long b) => operation switch
    {
        Arithmetic.Add => unchecked(a + b),
        Arithmetic.Subtract => unchecked(a - b),
        Arithmetic.Multiply => unchecked(a * b),
        Arithmetic.Divide => b == 0 ? null : b == -1 ? unchecked(-a) : a / b,
        _ => Modulo(a, b),
    };

    private static double Real(Arithmetic operation, double a, double b) => operation switch
    {
        Arithmetic.Add => a + b,
        Arithmetic.Subtract => a - b,
        Arithmetic.Multiply => a * b,
        Arithmetic.Divide => a / b,
        _ => a % b is var remainder && remainder < 0 ? remainder + Math.Abs(b) : remainder,
    };

    private static decimal? Exact(Arithmetic operation, decimal a, decimal b)
    {
        try
        {
            return operation switch
            {
                Arithmetic.Add => a + b,
                Arithmetic.Subtract => a - b,
                Arithmetic.Multiply => a * b,
                Arithmetic.Divide => b == 0 ? null : a / b,
                _ => b == 0 ? null : a % b is var remainder && remainder < 0 ? remainder + Math.Abs(b) : remainder,
            };
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static object? Spans(Arithmetic operation, long a, long b) => operation switch
    {
        Arithmetic.Add => Span((Int128)a + b),
        Arithmetic.Subtract => Span((Int128)a - b),
        Arithmetic.Divide => (double)a / b,
        Arithmetic.Modulo => Modulo(a, b) is { } rest ? new TimeSpan(rest) : null,
        _ => null,
    };

    private static TimeSpan? Scaled(Arithmetic operation, long ticks, object factor) => (operation, factor) switch
    {
        (Arithmetic.Multiply, long or int) => Span((Int128)ticks * System.Convert.ToInt64(factor, null)),
        (Arithmetic.Divide, long or int) => System.Convert.ToInt64(factor, null) is var by && by == 0 ? null : Span((Int128)ticks / by),
        (Arithmetic.Multiply, double by) => FromReal(ticks * by),
        (Arithmetic.Divide, double by) => FromReal(ticks / by),
        (Arithmetic.Multiply, decimal by) => FromReal((double)(ticks * by)),
        (Arithmetic.Divide, decimal by) => by == 0 ? null : FromReal((double)(ticks / by)),
        _ => null,
    };

    private static TimeSpan? FromReal(double ticks) => KqlConversion.Whole(Math.Round(ticks)) is { } whole ? new TimeSpan(whole) : null;

    private static TimeSpan? Span(Int128 ticks) => ticks >= long.MinValue && ticks <= long.MaxValue ? new TimeSpan((long)ticks) : null;

    private static long Negated(long ticks) => ticks == long.MinValue ? long.MaxValue : -ticks;

    private static DateTime? Moved(DateTime time, long ticks)
    {
        var moved = (Int128)time.Ticks + ticks;
        return moved >= 0 && moved <= DateTime.MaxValue.Ticks ? new DateTime((long)moved, DateTimeKind.Utc) : null;
    }
}
