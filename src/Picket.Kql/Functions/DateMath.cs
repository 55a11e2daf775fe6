using System.Globalization;

namespace Picket.Kql.Functions;

/// <summary>Calendar arithmetic by the parts that <see cref="DateParts"/> names, exact to the tick of 100 ns.</summary>
internal static class DateMath
{
    private const int TicksPerNanoseconds = 100;

    /// <summary>The start of the period that holds the time, <paramref name="offset"/> periods on; null out of range.</summary>
    public static object? Start(string part, DateTime time, long offset)
    {
        var start = StartOf(part, time);
        return start is null || offset == 0 ? start : Add(part, start.Value, offset);
    }

    /// <summary>The last tick of the period, <paramref name="offset"/> periods on.</summary>
    public static object? End(string part, DateTime time, long offset)
    {
        if (Start(part, time, offset) is not DateTime start)
            return null;
        // The last period of all ends with the last tick there is.
        return Add(part, start, 1) is DateTime next ? next.AddTicks(-1) : DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
    }

    public static object? Add(string part, DateTime time, long amount)
    {
        try
        {
            return part switch
            {
                "year" => time.AddYears(checked((int)amount)),
                "quarter" => time.AddMonths(checked((int)(amount * 3))),
                "month" => time.AddMonths(checked((int)amount)),
                _ when Ticks(part) is { } ticks => time.AddTicks(checked(amount * ticks)),
                "nanosecond" => time.AddTicks(amount / TicksPerNanoseconds),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>How many borders between periods lie from <paramref name="from"/> to <paramref name="time"/>.</summary>
    public static object? Difference(string part, DateTime time, DateTime from) => part switch
    {
        "year" => (long)time.Year - from.Year,
        "quarter" => Quarters(time) - Quarters(from),
        "month" => Months(time) - Months(from),
        "week" => Weeks(time) - Weeks(from),
        "nanosecond" => (time.Ticks - from.Ticks) * TicksPerNanoseconds,
        _ when Ticks(part) is { } ticks => (time.Ticks / ticks) - (from.Ticks / ticks),
        _ => null,
    };

    public static object? Part(string part, DateTime time) => part switch
    {
        "year" => time.Year,
        "quarter" => ((time.Month - 1) / 3) + 1,
        "month" => time.Month,
        "week" => ISOWeek.GetWeekOfYear(time),
        "day" => time.Day,
        "dayofyear" => time.DayOfYear,
        "hour" => time.Hour,
        "minute" => time.Minute,
        "second" => time.Second,
        "millisecond" => time.Millisecond,
        "microsecond" => (int)(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond),
        "nanosecond" => (int)(time.Ticks % TimeSpan.TicksPerSecond * TicksPerNanoseconds),
        _ => null,
    };

    private static DateTime? StartOf(string part, DateTime time) => part switch
    {
        "week" => time.Date.Ticks < (int)time.DayOfWeek * TimeSpan.TicksPerDay ? null : time.Date.AddDays(-(int)time.DayOfWeek),
        "month" => new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc),
        "year" => new DateTime(time.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        _ => time.Date,
    };

    private static long? Ticks(string part) => part switch
    {
        "week" => TimeSpan.TicksPerDay * 7,
        "day" => TimeSpan.TicksPerDay,
        "hour" => TimeSpan.TicksPerHour,
        "minute" => TimeSpan.TicksPerMinute,
        "second" => TimeSpan.TicksPerSecond,
        "millisecond" => TimeSpan.TicksPerMillisecond,
        "microsecond" => TimeSpan.TicksPerMicrosecond,
        _ => null,
    };

    private static long Months(DateTime time) => (time.Year * 12L) + time.Month;

    private static long Quarters(DateTime time) => (time.Year * 4L) + ((time.Month - 1) / 3);

    // Year one began on a Monday: a day more makes weeks start on Sundays.
    private static long Weeks(DateTime time) => (time.Ticks + TimeSpan.TicksPerDay) / (TimeSpan.TicksPerDay * 7);
}
