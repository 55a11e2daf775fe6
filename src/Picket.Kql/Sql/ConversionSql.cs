namespace Picket.Kql.Sql;

/// <summary>Conversions between types, with KQL's results for what cannot be converted.</summary>
internal static class ConversionSql
{
    private const long TicksPerDay = TimeSpan.TicksPerDay;

    /// <summary>The value as another type; a string result is never NULL.</summary>
    public static string Convert(string value, KqlType from, KqlType to) => to switch
    {
        _ when from == to => value,
        KqlType.String => $"COALESCE({ToText(value, from)}, '')",
        KqlType.Dynamic => ToJson(value, from),
        _ when from == KqlType.Dynamic => FromText($"json_extract_string({value}, '$')", to),
        _ when from == KqlType.String => FromText(value, to),
        _ => FromScalar(value, from, to),
    };

    /// <summary>The text of a value, as <c>tostring()</c> writes it; NULL for null.</summary>
    public static string ToText(string value, KqlType from) => from switch
    {
        KqlType.String => value,
        KqlType.Dynamic => $"json_extract_string({value}, '$')",
        KqlType.Bool => $"CASE WHEN {value} THEN 'true' WHEN NOT {value} THEN 'false' END",
        KqlType.Real => $"CASE WHEN {value} = trunc({value}) AND abs({value}) < 1e15 THEN CAST(CAST({value} AS BIGINT) AS VARCHAR) ELSE CAST({value} AS VARCHAR) END",
        KqlType.DateTime => $"strftime({TimeSql.ToTimestamp(value)}, '%Y-%m-%dT%H:%M:%S.%f') || '0Z'",
        KqlType.TimeSpan => SpanText(value),
        _ => $"CAST({value} AS VARCHAR)",
    };

    /// <summary>A text read as a type; NULL where it is none.</summary>
    public static string FromText(string text, KqlType to) => to switch
    {
        KqlType.Bool => $"CASE lower({text}) WHEN 'true' THEN TRUE WHEN '1' THEN TRUE WHEN 'false' THEN FALSE WHEN '0' THEN FALSE END",
        KqlType.Int or KqlType.Long =>
            $"CASE WHEN contains({text}, '.') THEN TRY_CAST(trunc(TRY_CAST({text} AS DOUBLE)) AS {SqlTypes.Name(to)}) ELSE TRY_CAST({text} AS {SqlTypes.Name(to)}) END",
        KqlType.TimeSpan =>
            $"CAST(round(epoch(TRY_CAST(regexp_replace({text}, '^(-?)(\\d+)\\.(\\d+:)', '\\1\\2 days \\1\\3') AS INTERVAL)) * 1e7) AS BIGINT)",
        KqlType.DateTime => TimeSql.ToTicks($"TRY_CAST({text} AS TIMESTAMP)"),
        _ => $"TRY_CAST({text} AS {SqlTypes.Name(to)})",
    };

    private static string ToJson(string value, KqlType from) => from switch
    {
        KqlType.String => $"CAST(to_json({value}) AS VARCHAR)",
        KqlType.Real => $"CASE WHEN isfinite({value}) THEN CAST({value} AS VARCHAR) END",
        KqlType.Bool or KqlType.Int or KqlType.Long or KqlType.Decimal => ToText(value, from),
        _ => $"'\"' || {ToText(value, from)} || '\"'",
    };

    private static string FromScalar(string value, KqlType from, KqlType to) => (from, to) switch
    {
        (KqlType.Real or KqlType.Decimal, KqlType.Int or KqlType.Long) => $"TRY_CAST(trunc({value}) AS {SqlTypes.Name(to)})",
        (KqlType.DateTime, KqlType.Long) or (KqlType.Long or KqlType.Int, KqlType.DateTime) => value,
        (KqlType.Real, KqlType.TimeSpan) => $"TRY_CAST({value} * {TicksPerDay} AS BIGINT)",
        (KqlType.DateTime, _) or (_, KqlType.DateTime) or (KqlType.Guid, _) or (_, KqlType.Guid) => $"CAST(NULL AS {SqlTypes.Name(to)})",
        _ => $"TRY_CAST({value} AS {SqlTypes.Name(to)})",
    };

    private static string SpanText(string value)
    {
        var ticks = $"abs({value})";
        return $"CASE WHEN {value} < 0 THEN '-' ELSE '' END"
            + $" || CASE WHEN {ticks} >= {TicksPerDay} THEN CAST({ticks} // {TicksPerDay} AS VARCHAR) || '.' ELSE '' END"
            + $" || {Two($"{ticks} // {TimeSpan.TicksPerHour} % 24")} || ':' || {Two($"{ticks} // {TimeSpan.TicksPerMinute} % 60")}"
            + $" || ':' || {Two($"{ticks} // {TimeSpan.TicksPerSecond} % 60")}"
            + $" || CASE WHEN {ticks} % {TimeSpan.TicksPerSecond} <> 0 THEN '.' || lpad(CAST({ticks} % {TimeSpan.TicksPerSecond} AS VARCHAR), 7, '0') ELSE '' END";
    }

    private static string Two(string number) => $"lpad(CAST({number} AS VARCHAR), 2, '0')";
}
