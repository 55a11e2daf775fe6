namespace Picket.Kql.Sql;

internal sealed partial class ExpressionSql
{
    private static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Equal => "=",
        Comparison.NotEqual => "<>",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison."),
    };

    private static Comparison Mirrored(Comparison comparison) => comparison switch
    {
        Comparison.Less => Comparison.Greater,
        Comparison.LessOrEqual => Comparison.GreaterOrEqual,
        Comparison.Greater => Comparison.Less,
        Comparison.GreaterOrEqual => Comparison.LessOrEqual,
        _ => comparison,
    };

    // A value is unlike null, and null is neither like nor unlike null.
    private string Compare(CompareExpression compare)
    {
        var plain = Plain(compare);
        if (compare.Left.Type == KqlType.String || compare.Comparison is not (Comparison.Equal or Comparison.NotEqual))
            return plain;
        var other = compare.Comparison == Comparison.Equal ? "FALSE" : "TRUE";
        if (compare.Left is LiteralExpression { Value: not null } || compare.Right is LiteralExpression { Value: not null })
            return $"COALESCE({plain}, {other})";
        return $"CASE WHEN {Write(compare.Left)} IS NULL AND {Write(compare.Right)} IS NULL THEN NULL ELSE COALESCE({plain}, {other}) END";
    }

    // NULL where a side is null.
    private string Plain(CompareExpression compare)
    {
        if (StoredTime(compare.Left, compare.Right, compare.Comparison) is { } left)
            return left;
        if (StoredTime(compare.Right, compare.Left, Mirrored(compare.Comparison)) is { } right)
            return right;
        var plain = $"({Write(compare.Left)} {Sign(compare.Comparison)} {Write(compare.Right)})";
        return compare.Left.Type == KqlType.Real ? WithNaN(compare, plain) : plain;
    }

    // DuckDB skips what it need not read by the column itself, not by something computed from it.
    private string? StoredTime(KqlExpression side, KqlExpression other, Comparison comparison)
    {
        if (side is not ColumnExpression name || !column(name.Name).IsTimestamp)
            return null;
        var text = column(name.Name).Text;
        if (other is ColumnExpression second && column(second.Name).IsTimestamp)
            return $"({text} {Sign(comparison)} {column(second.Name).Text})";
        if (other is not LiteralExpression { Value: DateTime time })
            return null;
        return TimeSql.Rounded(comparison, time) is var (test, limit)
            ? $"({text} {Sign(test)} {plans.Parameters.Timestamp(limit)})"
            : $"CASE WHEN {text} IS NOT NULL THEN {(comparison == Comparison.Equal ? "FALSE" : "TRUE")} END";
    }

    // To DuckDB NaN is like itself and the largest; KQL compares it with nothing.
    private string WithNaN(CompareExpression compare, string plain)
    {
        var sides = new[] { compare.Left, compare.Right }.Where(s => s is not LiteralExpression { Value: double value } || double.IsNaN(value)).Select(Write);
        var hasNaN = string.Join(" OR ", sides.Select(s => $"isnan({s})"));
        return compare.Comparison == Comparison.NotEqual ? $"({plain} OR {hasNaN})" : $"CASE WHEN {plain} THEN NOT ({hasNaN}) ELSE {plain} END";
    }
}
