using System.Diagnostics.CodeAnalysis;

namespace Picket.Kql.Functions;

/// <summary>Times of places; zones go by their names in the IANA database, of which the operating system holds a copy.</summary>
internal static class TimeZoneFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("datetime_utc_to_local(datetime,string) datetime", a => TryFind(a.Text(1), out var zone) ? Shifted(a.Time(0), zone.GetUtcOffset(a.Time(0))) : null) { Check = CheckZone },
        new("datetime_local_to_utc(datetime,string) datetime", a => TryFind(a.Text(1), out var zone) ? ToUtc(a.Time(0), zone) : null) { Check = CheckZone },
        new("datetime_list_timezones() dynamic", _ => TimeZoneInfo.GetSystemTimeZones().Select(object? (z) => z.Id).Order().ToArray()),
    ];

    // A time that the clock skips, or shows twice, is taken as one of standard time.
    private static object? ToUtc(DateTime time, TimeZoneInfo zone) =>
        Shifted(time, -zone.GetUtcOffset(DateTime.SpecifyKind(time, DateTimeKind.Unspecified)));

    private static object? Shifted(DateTime time, TimeSpan offset)
    {
        var ticks = time.Ticks + offset.Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;
    }

    private static bool TryFind(string name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        return name.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone);
    }

    private static ArgumentProblem? CheckZone(IReadOnlyList<KqlExpression> arguments) =>
        Arguments.Constant(arguments, 1) is not { } name || TryFind(name, out _)
            ? null
            : new ArgumentProblem(1, $"'{name}' is not a time zone. Zones are named as in 'Europe/Vienna'; datetime_list_timezones() lists them.");
}
