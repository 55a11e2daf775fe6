using Picket.Kql.Values;

namespace Picket.Kql.Sql;

/// <summary>Conversions between types: DuckDB's own where they give the same, else ours.</summary>
internal static class ConversionSql
{
    /// <summary>The value as another type; a string result is never NULL.</summary>
    public static string Write(KqlExpression operand, KqlType to, ExpressionSql sql)
    {
        var from = operand.Type;
        if (from == to)
            return sql.Write(operand);
        if (from == KqlType.Dynamic)
            return FromDynamic(operand, to, sql);
        if (from == KqlType.String && to is KqlType.Long or KqlType.Int)
            return Whole(sql.Call(new DuckDbFunction("tolong", [KqlType.String], KqlType.Long, false, a => KqlConversion.To(a[0], KqlType.Long)) { Whole = WholeNumberText.OfText }, [operand]), to);
        var value = sql.Write(operand);
        return Native(value, from, to) ?? sql.Call(Ours(from, to), value);
    }

    private static string? Native(string value, KqlType from, KqlType to) => (from, to) switch
    {
        (KqlType.Int or KqlType.Long or KqlType.Guid, KqlType.String) => $"COALESCE(CAST({value} AS VARCHAR), '')",
        (KqlType.Bool, KqlType.String) => $"COALESCE(CAST({value} AS VARCHAR), '')",
        (KqlType.Int or KqlType.Long or KqlType.Bool, KqlType.Dynamic) => $"CAST({value} AS VARCHAR)",
        (KqlType.String, KqlType.Dynamic) => $"CAST(to_json({value}) AS VARCHAR)",
        (KqlType.Int or KqlType.Bool, KqlType.Long) or (KqlType.Int or KqlType.Long or KqlType.Bool, KqlType.Real) or (KqlType.Bool, KqlType.Int) => $"CAST({value} AS {SqlTypes.Name(to)})",
        (KqlType.Long, KqlType.Int) => $"TRY_CAST({value} AS INTEGER)",
        (KqlType.Real, KqlType.Long or KqlType.Int) => $"TRY_CAST(trunc({value}) AS {SqlTypes.Name(to)})",
        (KqlType.DateTime or KqlType.TimeSpan, KqlType.Long) or (KqlType.Long or KqlType.Int, KqlType.TimeSpan) => value,
        (KqlType.Long or KqlType.Int, KqlType.DateTime) => $"kql_time_add({value}, 0)",
        _ => null,
    };

    private static string FromDynamic(KqlExpression operand, KqlType to, ExpressionSql sql)
    {
        if (to == KqlType.String)
            return operand is PathExpression text ? sql.PathText(text) : StoredText(operand, sql);
        if (to is KqlType.Long or KqlType.Int)
        {
            var read = new DuckDbFunction("tolong", [KqlType.Dynamic], KqlType.Long, false, FromJson(KqlType.Long)) { Whole = WholeNumberText.OfJson };
            return Whole(sql.Call(read, operand is PathExpression path ? sql.PathJson(path) : sql.Write(operand)), to);
        }

        return sql.Call(new DuckDbFunction($"to{to.Word}", [KqlType.Dynamic], to, false, FromJson(to)), [operand]);
    }

    private static string Whole(string value, KqlType to) => to == KqlType.Int ? $"TRY_CAST({value} AS INTEGER)" : value;

    // Only a JSON string reads differently from its JSON text; all else need not be parsed. A long operand is not written thrice.
    private static string StoredText(KqlExpression operand, ExpressionSql sql)
    {
        if (operand is not ColumnExpression)
            return sql.Call(Ours(KqlType.Dynamic, KqlType.String), [operand]);
        var json = sql.Write(operand);
        return $"COALESCE(CASE WHEN starts_with({json}, '\"') THEN json_extract_string({json}, '$') ELSE {json} END, '')";
    }

    private static DuckDbFunction Ours(KqlType from, KqlType to)
    {
        var convert = KqlConversion.Between(from, to);
        return new DuckDbFunction($"to{to.Word}", [from], to, false, a => ScalarCalls.Outside(convert(ScalarCalls.Inside(a[0], from)), to));
    }

    private static Func<object?[], object?> FromJson(KqlType to) => a => KqlConversion.To(ScalarCalls.Inside(a[0], KqlType.Dynamic), to);
}
