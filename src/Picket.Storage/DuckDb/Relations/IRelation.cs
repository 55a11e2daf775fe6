using Picket.Kql;

namespace Picket.Storage.DuckDb.Relations;

/// <summary>A table as queries see it, and where its rows come from.</summary>
internal interface IRelation
{
    KqlTable Table { get; }

    /// <summary>
    /// A FROM item with the columns that the scan needs, each of the stored type; <paramref name="files"/> gives the sealed segments
    /// of a stored table that may hold what a scan asks for.
    /// </summary>
    string Source(TableScan scan, Func<TableDefinition, TableScan, IEnumerable<string>> files);
}
