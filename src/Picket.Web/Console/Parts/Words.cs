using System.Globalization;
using Picket.Core;

namespace Picket.Web.Console.Parts;

/// <summary>How the console says counts, sizes, times and states; always invariant and UTC.</summary>
internal static class Words
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string Count(long value) => value.ToString("N0", Culture);

    /// <summary>Four characters at most before the unit: <c>12.4 M</c>.</summary>
    public static string Short(double value) => Math.Abs(value) switch
    {
        >= 1e9 => (value / 1e9).ToString("0.#", Culture) + " G",
        >= 1e6 => (value / 1e6).ToString("0.#", Culture) + " M",
        >= 1e4 => (value / 1e3).ToString("0.#", Culture) + " k",
        _ => value.ToString("#,0.##", Culture),
    };

    public static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => ((double)bytes / (1L << 30)).ToString("0.0", Culture) + " GiB",
        >= 1L << 20 => ((double)bytes / (1L << 20)).ToString("0.0", Culture) + " MiB",
        >= 1L << 10 => ((double)bytes / (1L << 10)).ToString("0.0", Culture) + " KiB",
        _ => bytes.ToString(Culture) + " B",
    };

    public static string Duration(TimeSpan span) => span.Duration() switch
    {
        { TotalSeconds: < 1 } time => time.TotalMilliseconds.ToString("0", Culture) + " ms",
        { TotalMinutes: < 1 } time => time.TotalSeconds.ToString("0", Culture) + " s",
        { TotalHours: < 1 } time => time.TotalMinutes.ToString("0", Culture) + " min",
        { TotalDays: < 1 } time => Two(time.Hours, "h", time.Minutes, "min"),
        { TotalDays: < 60 } time => Two(time.Days, "d", time.Hours, "h"),
        var time => time.TotalDays.ToString("0", Culture) + " d",
    };

    public static string Ago(DateTime time, DateTime now) => (now - time) switch
    {
        { TotalSeconds: < -5 } early => "in " + Duration(early),
        { TotalSeconds: < 2 } => "just now",
        var age => Duration(age) + " ago",
    };

    public static string Exact(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", Culture) + " UTC";

    public static string Iso(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", Culture);

    public static string Of(Severity severity) => severity switch
    {
        Severity.Informational => "Info",
        _ => severity.ToString(),
    };

    public static string Of(RequirementState state) => state switch
    {
        RequirementState.NoData => "No data",
        RequirementState.NotApplicable => "Not applicable",
        RequirementState.HumanEvidenceDue => "Human evidence due",
        _ => state.ToString(),
    };

    /// <summary>The state's class and icon name.</summary>
    public static string Mark(RequirementState state) => state switch
    {
        RequirementState.HumanEvidenceDue => "human",
        _ => state.ToString().ToLowerInvariant(),
    };

    public static string Plural(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    private static string Two(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";
}
