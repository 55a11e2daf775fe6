using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Plugins;

/// <summary>
/// An axis of datetimes, timespans or whole numbers, cut into windows: of one width from a start on, or by calendar week, month or year.
/// Places on it are numbers: ticks where it is time.
/// </summary>
internal sealed class Timeline(KqlType type, long start, object? window)
{
    private readonly string _calendar = window as string ?? "";
    private readonly long _width = Math.Max(1, Number(window) ?? 1);

    /// <summary>The width of a window; of one day where it differs from window to window.</summary>
    public long Width => _calendar.Length == 0 ? _width : TimeSpan.TicksPerDay;

    public static long? Number(object? value) => value switch
    {
        DateTime time => time.Ticks,
        TimeSpan span => span.Ticks,
        _ => KqlConversion.To(value, KqlType.Long) as long?,
    };

    public object Value(long place) => type switch
    {
        KqlType.DateTime => new DateTime(Math.Clamp(place, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc),
        KqlType.TimeSpan => new TimeSpan(place),
        _ => place,
    };

    /// <summary>Where the window of a place starts.</summary>
    public long Floor(long place)
    {
        if (_calendar.Length > 0)
            return Calendar(new DateTime(Math.Clamp(place, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc)).Ticks;
        var distance = place - start;
        var rest = distance % _width;
        return place - (rest < 0 ? rest + _width : rest);
    }

    /// <summary>Where the window after one that starts there starts.</summary>
    public long Next(long floor) => _calendar switch
    {
        "" => floor + _width,
        "week" => floor + (7 * TimeSpan.TicksPerDay),
        "month" => new DateTime(floor, DateTimeKind.Utc).AddMonths(1).Ticks,
        _ => new DateTime(floor, DateTimeKind.Utc).AddYears(1).Ticks,
    };

    /// <summary>The windows from the one of a place to the one of another, both included; at most <see cref="KqlLimits.MaxRangeRows"/>.</summary>
    public IEnumerable<long> Windows(long from, long to)
    {
        var made = 0;
        for (var at = Floor(from); at <= to; at = Next(at))
        {
            if (++made > KqlLimits.MaxRangeRows)
                throw new KqlRunException(KqlCodes.BadRunValue, $"There would be more than {KqlLimits.MaxRangeRows} windows. Make them wider.");
            yield return at;
        }
    }

    private DateTime Calendar(DateTime time) => _calendar switch
    {
        "week" => time.Date.AddDays(-(int)time.DayOfWeek),
        "month" => new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc),
        "year" => new DateTime(time.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        _ => throw new KqlRunException(KqlCodes.BadRunValue, $"A window is 'week', 'month', 'year' or a width, not '{_calendar}'."),
    };
}
