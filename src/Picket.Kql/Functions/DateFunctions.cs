using System.Globalization;

namespace Picket.Kql.Functions;

/// <summary>The start, the end and the parts of dates; a week starts on Sunday. What is beyond the years 1 to 9999 is null.</summary>
internal static class DateFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("startofday(datetime,long?) datetime=", a => DateMath.Start("day", a.Time(0), a.LongOr(1, 0))),
        new("startofweek(datetime,long?) datetime", a => DateMath.Start("week", a.Time(0), a.LongOr(1, 0))),
        new("startofmonth(datetime,long?) datetime", a => DateMath.Start("month", a.Time(0), a.LongOr(1, 0))),
        new("startofyear(datetime,long?) datetime", a => DateMath.Start("year", a.Time(0), a.LongOr(1, 0))),
        new("endofday(datetime,long?) datetime", a => DateMath.End("day", a.Time(0), a.LongOr(1, 0))),
        new("endofweek(datetime,long?) datetime", a => DateMath.End("week", a.Time(0), a.LongOr(1, 0))),
        new("endofmonth(datetime,long?) datetime", a => DateMath.End("month", a.Time(0), a.LongOr(1, 0))),
        new("endofyear(datetime,long?) datetime", a => DateMath.End("year", a.Time(0), a.LongOr(1, 0))),
        new("dayofweek(datetime) timespan", a => TimeSpan.FromDays((int)a.Time(0).DayOfWeek)),
        new("dayofmonth(datetime) int", a => a.Time(0).Day),
        new("dayofyear(datetime) int", a => a.Time(0).DayOfYear),
        new("hourofday(datetime) int", a => a.Time(0).Hour),
        new("monthofyear(datetime) int", a => a.Time(0).Month),
        new("getyear(datetime) int", a => a.Time(0).Year),
        new("week_of_year(datetime) long", a => (long)ISOWeek.GetWeekOfYear(a.Time(0))),
        new("datetime_diff(string,datetime,datetime) long", a => DateMath.Difference(Part(a), a.Time(1), a.Time(2))) { Check = DateParts.Check },
        new("datetime_add(string,long,datetime) datetime", a => DateMath.Add(Part(a), a.Time(2), a.Long(1))) { Check = DateParts.Check },
        new("datetime_part(string,datetime) int", a => DateMath.Part(Part(a), a.Time(1))) { Check = DateParts.Check },
    ];

    private static string Part(object?[] a) => DateParts.TryFind(a.Text(0), out var part) ? part : "";
}
