using Picket.Kql.Syntax;

namespace Picket.Kql.Values;

/// <summary>Reads times and spans from text; null where the text is none.</summary>
internal static class TimeText
{
    /// <summary>A time in UTC, from ISO 8601 or RFC 822 text.</summary>
    public static DateTime? ToDateTime(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length == 0 ? null : TypedLiteral.ParseDateTime(trimmed);
    }

    /// <summary>A span, from <c>1.02:03:04.5</c> or <c>90m</c>.</summary>
    public static TimeSpan? ToTimeSpan(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length == 0 ? null : TypedLiteral.ParseTimeSpan(trimmed);
    }
}
