namespace Picket.Kql.Functions;

/// <summary>Dates and timespans as texts, and from their parts.</summary>
internal static class TimeFormatFunctions
{
    private const long UnixEpochTicks = 621_355_968_000_000_000;

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("format_datetime(datetime,string) string", c => Formatted(c, TimePattern.Date)) { Check = a => CheckFormat(a, TimePattern.Date) },
        new("format_timespan(timespan,string) string", c => Formatted(c, TimePattern.Span)) { Check = a => CheckFormat(a, TimePattern.Span) },
        new("make_datetime(long,long,long,long?,long?,real?) datetime", a => MakeDateTime(a)),
        new("make_timespan(long,long,real?,real?) timespan", a => MakeTimeSpan(a)),
        new("unixtime_seconds_todatetime(number) datetime", a => FromUnix(a[0], TimeSpan.TicksPerSecond)),
        new("unixtime_milliseconds_todatetime(number) datetime", a => FromUnix(a[0], TimeSpan.TicksPerMillisecond)),
        new("unixtime_microseconds_todatetime(number) datetime", a => FromUnix(a[0], TimeSpan.TicksPerMicrosecond)),
        new("unixtime_nanoseconds_todatetime(number) datetime", a => FromUnix(a[0], 0.01m)),
    ];

    private static ScalarBody Formatted(CallExpression call, TimePattern.Kind kind)
    {
        if (Arguments.Constant(call.Arguments, 1) is not { } constant)
            return a => Write(TimePattern.TryParse(a.Text(1), kind, out var each, out _) ? each : null, a[0]);
        var pattern = TimePattern.TryParse(constant, kind, out var parsed, out _) ? parsed : null;
        return a => Write(pattern, a[0]);
    }

    private static string? Write(TimePattern? pattern, object? value) =>
        value is DateTime time ? pattern?.Write(time) : pattern?.Write((TimeSpan)value!);

    private static ArgumentProblem? CheckFormat(IReadOnlyList<KqlExpression> arguments, TimePattern.Kind kind)
    {
        if (Arguments.Constant(arguments, 1) is not { } format)
            return new ArgumentProblem(1, "The format is a constant string.");
        return TimePattern.TryParse(format, kind, out _, out var error) ? null : new ArgumentProblem(1, error);
    }

    // A part out of range makes the whole null.
    private static DateTime? MakeDateTime(object?[] a)
    {
        var (year, month, day) = (a.Long(0), a.Long(1), a.Long(2));
        var (hour, minute, second) = (a.LongOr(3, 0), a.LongOr(4, 0), a.Has(5) ? a.Real(5) : 0);
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month))
            return null;
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || !(second >= 0 && second < 60))
            return null;
        var start = new DateTime((int)year, (int)month, (int)day, (int)hour, (int)minute, 0, DateTimeKind.Utc);
        return start.AddTicks(Seconds(second));
    }

    // (hours, minutes), (hours, minutes, seconds) or (days, hours, minutes, seconds).
    private static TimeSpan? MakeTimeSpan(object?[] a)
    {
        var hasDays = a.Length == 4;
        var (days, hours) = hasDays ? (a.Long(0), a.Long(1)) : (0, a.Long(0));
        var minutes = hasDays ? a.Real(2) : a.Long(1);
        var seconds = a.Length > 2 ? a.Real(a.Length - 1) : 0;
        if (days is < 0 or > 10_675_198 || hours is < 0 or > 23 || !(minutes >= 0 && minutes < 60) || !(seconds >= 0 && seconds < 60))
            return null;
        return new TimeSpan((days * TimeSpan.TicksPerDay) + (hours * TimeSpan.TicksPerHour) + ((long)minutes * TimeSpan.TicksPerMinute) + Seconds(seconds));
    }

    private static long Seconds(double seconds) =>
        Math.Min((long)Math.Round(seconds * TimeSpan.TicksPerSecond), TimeSpan.TicksPerMinute - 1);

    private static DateTime? FromUnix(object? value, decimal ticksPerUnit)
    {
        // Everything beyond is out of range, and a decimal would not hold it.
        const double Most = 1e21;
        var number = value switch
        {
            double real when Math.Abs(real) < Most => (decimal)real,
            int whole => whole,
            long whole => whole,
            decimal exact => exact,
            _ => (decimal?)null,
        };
        if (number is not { } count || Math.Abs(count) > (decimal)Most)
            return null;
        var ticks = decimal.Floor((count * ticksPerUnit) + UnixEpochTicks);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime((long)ticks, DateTimeKind.Utc) : null;
    }
}
