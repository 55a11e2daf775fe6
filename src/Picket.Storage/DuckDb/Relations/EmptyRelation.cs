using Picket.Kql;

namespace Picket.Storage.DuckDb.Relations;

/// <summary>A table that is known but that nobody filled.</summary>
internal sealed class EmptyRelation(KqlTable table) : IRelation
{
    public KqlTable Table => table;

    public string Source(TableScan scan, Func<TableDefinition, TableScan, IEnumerable<string>> files)
    {
        var list = string.Join(", ", scan.NeededColumns.Select(c => $"CAST(NULL AS {ColumnTypes.Of(c.Type)}) AS \"{c.Name}\""));
        return $"(SELECT {(list.Length == 0 ? ScanSql.Columns([]) : list)} WHERE false)";
    }
}
