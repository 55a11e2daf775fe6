using System.Globalization;
using Picket.Core;

namespace Picket.Pipeline.Reporting.Checks;

/// <summary>Which days hold records.</summary>
internal sealed class LogDays
{
    /// <summary>
    /// How many of the days from the beginning of the log until today must hold records for that beginning to be believed:
    /// one event with a wrong clock does not make a log a year old.
    /// </summary>
    public const double MinCoverage = 0.9;

    private readonly SortedDictionary<DateTime, long> _days;

    private LogDays(SortedDictionary<DateTime, long> days) => _days = days;

    /// <summary>The oldest day that holds any record, believable or not.</summary>
    public DateTime? Oldest => _days.Count == 0 ? null : _days.Keys.First();

    public static LogDays From(QueryResult result)
    {
        var days = new SortedDictionary<DateTime, long>();
        foreach (var row in result.Rows)
        {
            if (row is [DateTime day, { } count]) days[day] = Convert.ToInt64(count, CultureInfo.InvariantCulture);
        }

        return new(days);
    }

    /// <summary>Days with records from <paramref name="first"/> to <paramref name="last"/>, both counted.</summary>
    public int CountBetween(DateTime first, DateTime last) => _days.Keys.Count(d => d >= first && d <= last);

    /// <summary>Days without records from <paramref name="first"/> to <paramref name="last"/>, oldest first.</summary>
    public IEnumerable<DateTime> Missing(DateTime first, DateTime last)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (!_days.ContainsKey(day)) yield return day;
        }
    }

    /// <summary>The first day of the log that can be believed; null when no day up to <paramref name="today"/> can.</summary>
    public DateTime? Beginning(DateTime today)
    {
        var behind = _days.Keys.Count(d => d <= today);
        foreach (var day in _days.Keys.TakeWhile(d => d <= today))
        {
            if (behind-- >= MinCoverage * ((today - day).Days + 1)) return day;
        }

        return null;
    }
}
