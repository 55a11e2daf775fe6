namespace Picket.Kql;

/// <summary>
/// A query for DuckDB: its text, the values of <c>$1</c>, <c>$2</c>, … in order (bool, int, long, double, decimal, string,
/// <see cref="DateTime"/>, or a <see cref="DuckDbFunction"/>, in whose place a number travels), and the columns of its result.
/// </summary>
/// <remarks>
/// A result column's DuckDB type by its <see cref="KqlType"/>: String VARCHAR, Long BIGINT, Int INTEGER, Real DOUBLE, Bool BOOLEAN, DateTime and
/// TimeSpan BIGINT (ticks of 100 ns; of a datetime since the year 1), Decimal DECIMAL, Guid UUID, Dynamic VARCHAR (JSON text). All but
/// String may be NULL.
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
    /// Functions of two BIGINTs that give a BIGINT, null with null, which the connection must have: arithmetic of whole numbers and ticks
    /// where DuckDB's own fails or rounds otherwise.
    /// </summary>
    public static IReadOnlyDictionary<string, Func<long, long, long?>> RequiredFunctions => Sql.WholeNumbers.Functions;

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
