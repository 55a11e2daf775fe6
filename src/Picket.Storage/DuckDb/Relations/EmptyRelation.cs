using Picket.Kql;

namespace Picket.Storage.DuckDb.Relations;

/// <summary>A table that is known but that nobody filled.</summary>
internal sealed class EmptyRelation(KqlTable table) : IRelation
{
    public KqlTable Table => table;

    public string Source(TableScan scan, Func<TableDefinition, TableScan, IEnumerable<string>> files) =>
        $"(SELECT {SelectList.Of(scan, SelectList.Nothing)} WHERE false)";
}
