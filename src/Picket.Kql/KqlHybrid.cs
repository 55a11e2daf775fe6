using Picket.Kql.Plan;
using Picket.Kql.Sql;

namespace Picket.Kql;

/// <summary>
/// Runs any plan over a DuckDB: what has an SQL form is asked of it, in as large parts as there are; the rest is computed in this process
/// over the rows of those parts, while they are taken.
/// </summary>
public static class KqlHybrid
{
    /// <summary>The rows of the plan, as <see cref="KqlEvaluator"/> gives them.</summary>
    /// <param name="plan">What to compute.</param>
    /// <param name="fromClause">The FROM item of a stored table, see <see cref="DuckDbSql.Translate"/>.</param>
    /// <param name="ask">Runs a query and gives its rows, of the same CLR types; several may be open at once.</param>
    /// <param name="run">The bounds, and what does not come from the database; its <see cref="KqlRun.ReadTable"/> is not asked.</param>
    /// <exception cref="KqlRunException">While rows are taken or before: a limit was hit, or a value that only the run knows is wrong.</exception>
    public static IEnumerable<object?[]> Run(
        KqlPlan plan, Func<TableScan, string> fromClause, Func<DuckDbQuery, IEnumerable<object?[]>> ask, KqlRun run)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(fromClause);
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(run);
        return new HybridRun(fromClause, ask, run).Rows(plan);
    }

    /// <summary>What the plan asks of the database, one query per part, in the order they are first wanted; empty where it reads no table.</summary>
    public static IReadOnlyList<DuckDbQuery> Queries(KqlPlan plan, Func<TableScan, string> fromClause)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. HybridPlan.Of(plan).Parts.Select(p => DuckDbSql.Translate(p, fromClause))];
    }
}
