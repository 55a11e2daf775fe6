using System.Globalization;

namespace Picket.Kql.Sql;

/// <summary>
/// Times in SQL: stored as TIMESTAMP (microseconds since 1970), computed with as BIGINT ticks (100 ns since the year 1). A column
/// stays as it is stored for as long as it is only handed on, sorted by or compared with a constant, so that the engine can skip by it.
/// </summary>
internal static class TimeSql
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMicrosecond;

    private static readonly string EpochTicks = DateTime.UnixEpoch.Ticks.ToString(CultureInfo.InvariantCulture);

    private static readonly string EpochMicroseconds = (DateTime.UnixEpoch.Ticks / TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    /// <summary>Ticks of a TIMESTAMP.</summary>
    public static string ToTicks(string timestamp) => $"(epoch_us({timestamp}) * {TicksPerMicrosecond} + {EpochTicks})";

    /// <summary>A TIMESTAMP of ticks, for DuckDB's calendar; what is below a microsecond is cut.</summary>
    public static string ToTimestamp(string ticks) => $"make_timestamp({ticks} // {TicksPerMicrosecond} - {EpochMicroseconds})";

    /// <summary>
    /// The comparison a stored time can do itself, and the microsecond to do it with: times between two microseconds are none
    /// that is stored. Null where the answer is the same for every time.
    /// </summary>
    public static (Comparison Comparison, DateTime Time)? Rounded(Comparison comparison, DateTime time)
    {
        var below = time.Ticks % TicksPerMicrosecond;
        var floor = new DateTime(time.Ticks - below, DateTimeKind.Utc);
        return comparison switch
        {
            _ when below == 0 => (comparison, time),
            Comparison.Less or Comparison.LessOrEqual => (Comparison.LessOrEqual, floor),
            Comparison.Greater or Comparison.GreaterOrEqual => (Comparison.Greater, floor),
            _ => null,
        };
    }
}
