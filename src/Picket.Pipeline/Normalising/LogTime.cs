namespace Picket.Pipeline.Normalising;

/// <summary>
/// A time that a log may bear: RFC 3339, from 1970 to 2999. Clocks are wrong by years, but a time at the edge of what a
/// calendar holds is no time, and every sum with a span of time would leave the calendar.
/// </summary>
internal static class LogTime
{
    public const string Expected = "an RFC 3339 time from 1970 to 2999";

    private const int FirstYear = 1970;
    private const int LastYear = 2999;

    public static bool TryParse(ReadOnlySpan<byte> text, out DateTime utc) =>
        Rfc3339.TryParse(text, out utc) && utc.Year is >= FirstYear and <= LastYear;
}
