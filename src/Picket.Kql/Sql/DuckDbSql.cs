namespace Picket.Kql;

/// <summary>
/// A query for DuckDB: its text, the values of <c>$1</c>, <c>$2</c>, … in order (bool, int, long, double, decimal, string or
/// <see cref="DateTime"/>), and the columns of its result.
/// </summary>
/// <remarks>
/// A result column's CLR type by its <see cref="KqlType"/>: String string, Long long, Int int, Real double, Bool bool, DateTime
/// <see cref="DateTime"/> (UTC, microseconds), TimeSpan long (ticks of 100 ns), Decimal decimal, Guid <see cref="Guid"/>, Dynamic string
/// (JSON text). All but String may be null.
/// </remarks>
public sealed record DuckDbQuery(string Text, IReadOnlyList<object> Parameters, IReadOnlyList<KqlColumn> Columns);

/// <summary>Writes plans as DuckDB SQL.</summary>
/// <remarks>
/// What is stored must look so: datetime TIMESTAMP in UTC; timespan BIGINT ticks of 100 ns; dynamic VARCHAR, valid JSON or NULL;
/// string VARCHAR, never NULL; guid UUID; the others their namesakes. Every constant of the query travels as a parameter;
/// names are quoted.
/// </remarks>
public static class DuckDbSql
{
    /// <summary>
    /// Scalar functions the SQL calls, which the connection must have: each takes two non-null VARCHARs (text, pattern) and
    /// gives a BOOLEAN.
    /// </summary>
    public static IReadOnlyDictionary<string, Func<string, string, bool>> RequiredFunctions { get; } = new Dictionary<string, Func<string, string, bool>>
    {
        ["kql_has"] = (text, term) => KqlTerms.Has(text, term),
        ["kql_has_cs"] = (text, term) => KqlTerms.HasCaseSensitive(text, term),
        ["kql_hasprefix"] = (text, prefix) => KqlTerms.HasPrefix(text, prefix),
        ["kql_hassuffix"] = (text, suffix) => KqlTerms.HasSuffix(text, suffix),
    };

    /// <summary>
    /// Translates a plan. <paramref name="fromClause"/> gives, for each scan, a FROM item without alias that has at least the
    /// scan's columns under their own names: a table's quoted name, or a query in parentheses.
    /// </summary>
    public static DuckDbQuery Translate(KqlPlan plan, Func<TableScan, string> fromClause)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(fromClause);
        var writer = new Sql.PlanSql(fromClause);
        var text = writer.Write(plan);
        return new DuckDbQuery(text, writer.Parameters.Values, plan.Columns);
    }
}
