using System.Collections.Frozen;
using System.Globalization;

namespace Picket.Kql.Sql;

/// <summary>The functions that DuckDB computes itself, faster and with the same result.</summary>
internal static class FunctionSql
{
    private static readonly FrozenDictionary<string, Func<string[], string>> Templates = new Dictionary<string, Func<string[], string>>
    {
        ["strcat"] = a => $"({string.Join(" || ", a)})",
        ["iff"] = a => $"CASE WHEN {a[0]} THEN {a[1]} ELSE {a[2]} END",
        ["array_length"] = a => $"CASE WHEN starts_with({a[0]}, '[') THEN CAST(json_array_length({a[0]}) AS BIGINT) END",
        ["startofday"] = a => $"kql_bin({Moved(a, TimeSpan.TicksPerDay)}, {TimeSpan.TicksPerDay})",
        ["hourofday"] = a => $"CAST({a[0]} // {TimeSpan.TicksPerHour} % 24 AS INTEGER)",
        ["dayofmonth"] = a => $"CAST(day({TimeSql.ToTimestamp(a[0])}) AS INTEGER)",
        ["dayofyear"] = a => $"CAST(dayofyear({TimeSql.ToTimestamp(a[0])}) AS INTEGER)",
        ["monthofyear"] = a => $"CAST(month({TimeSql.ToTimestamp(a[0])}) AS INTEGER)",
        ["getyear"] = a => $"CAST(year({TimeSql.ToTimestamp(a[0])}) AS INTEGER)",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Written = Templates.Keys
        .Concat(["bin", "coalesce", "isempty", "isnotempty", "isnull", "isnotnull"]).ToFrozenSet(StringComparer.Ordinal);

    public static bool Has(string function) => Written.Contains(function);

    /// <summary>The SQL of a call, or null where DuckDB has no form of it.</summary>
    public static string? TryWrite(CallExpression call, ExpressionSql sql) => call.Function switch
    {
        "bin" when call.Type is not (KqlType.Real or KqlType.Decimal or KqlType.Dynamic) => Bin(call, sql),
        "coalesce" => Coalesce(call, sql),
        "isempty" => IsEmpty(call, sql),
        "isnotempty" => $"(NOT {IsEmpty(call, sql)})",
        "isnull" => call.Arguments[0].Type == KqlType.String ? "FALSE" : $"({sql.Write(call.Arguments[0])} IS NULL)",
        "isnotnull" => call.Arguments[0].Type == KqlType.String ? "TRUE" : $"({sql.Write(call.Arguments[0])} IS NOT NULL)",
        _ => Templates.TryGetValue(call.Function, out var template) ? template([.. call.Arguments.Select(sql.Write)]) : null,
    };

    private static string Moved(string[] a, long unit) => a.Length > 1 ? $"kql_time_add({a[0]}, kql_multiply({a[1]}, {unit}))" : a[0];

    // An empty text is passed over as a null is.
    private static string Coalesce(CallExpression call, ExpressionSql sql)
    {
        var values = call.Arguments.Select(sql.Write).ToList();
        if (call.Type != KqlType.String)
            return $"COALESCE({string.Join(", ", values)})";
        return $"COALESCE({string.Join(", ", values.Select(v => $"nullif({v}, '')"))}, '')";
    }

    private static string IsEmpty(CallExpression call, ExpressionSql sql)
    {
        var value = sql.Write(call.Arguments[0]);
        return call.Arguments[0].Type switch
        {
            KqlType.String => $"({value} = '')",
            KqlType.Dynamic => $"(COALESCE({value}, '\"\"') = '\"\"')",
            _ => $"({value} IS NULL)",
        };
    }

    // Down to a multiple of the size, counted from zero or from the origin given.
    private static string Bin(CallExpression call, ExpressionSql sql)
    {
        // A stored time is never below zero, and DuckDB's own arithmetic on a column is the fastest there is.
        if (call is { Type: KqlType.DateTime, Arguments: [ColumnExpression time, LiteralExpression { Value: TimeSpan { Ticks: > 0 } size }] })
            return $"({sql.Write(time)} - {sql.Write(time)} % {size.Ticks.ToString(CultureInfo.InvariantCulture)})";
        var a = call.Arguments.Select(sql.Write).ToArray();
        var whole = a.Length > 2 ? $"kql_add(kql_bin(kql_subtract({a[0]}, {a[2]}), {a[1]}), {a[2]})" : $"kql_bin({a[0]}, {a[1]})";
        return call.Type == KqlType.Int ? $"TRY_CAST({whole} AS INTEGER)" : whole;
    }
}
