namespace Picket.Kql.Sql;

/// <summary>Arithmetic of whole numbers and ticks as KQL does it: numbers wrap around, a division by zero is null, a time out of the calendar is null.</summary>
internal static class WholeNumbers
{
    public static readonly IReadOnlyDictionary<string, Func<long, long, long?>> Functions = new Dictionary<string, Func<long, long, long?>>
    {
        ["kql_add"] = (left, right) => unchecked(left + right),
        ["kql_subtract"] = (left, right) => unchecked(left - right),
        ["kql_multiply"] = (left, right) => unchecked(left * right),
        ["kql_divide"] = Divided,
        ["kql_modulo"] = Remainder,
        ["kql_bin"] = Floored,
        ["kql_time_add"] = (time, span) => InCalendar((Int128)time + span),
        ["kql_time_subtract"] = (time, span) => InCalendar((Int128)time - span),
        ["kql_span_add"] = (left, right) => InRange((Int128)left + right),
        ["kql_span_subtract"] = (left, right) => InRange((Int128)left - right),
        ["kql_span_multiply"] = (left, right) => InRange((Int128)left * right),
    };

    private static long? Divided(long left, long right) => right switch
    {
        0 => null,
        -1 => unchecked(-left),
        _ => left / right,
    };

    private static long? Remainder(long left, long right)
    {
        if (right is 0)
            return null;
        var remainder = right is -1 ? 0 : left % right;
        return remainder < 0 ? (right < 0 ? remainder - right : remainder + right) : remainder;
    }

    // Down to a multiple, below zero too.
    private static long? Floored(long value, long size)
    {
        if (size <= 0)
            return null;
        var remainder = value % size;
        return InRange((Int128)value - (remainder < 0 ? remainder + size : remainder));
    }

    private static long? InCalendar(Int128 ticks) => ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? (long)ticks : null;

    private static long? InRange(Int128 value) => value >= long.MinValue && value <= long.MaxValue ? (long)value : null;
}
