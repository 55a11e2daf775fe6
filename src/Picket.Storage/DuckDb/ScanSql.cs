namespace Picket.Storage.DuckDb;

/// <summary>The FROM item of a table: its hot rows and the sealed segments that may hold what is asked for.</summary>
internal static class ScanSql
{
    /// <summary>Columns are ours by definition and file names of our own making; nothing of a query's text gets here.</summary>
    public static string Source(TableDefinition table, IReadOnlyList<string> columns, IEnumerable<string> files)
    {
        var list = Columns(columns);
        var hot = $"SELECT {list} FROM \"{table.Name}\"";
        var paths = string.Join(", ", files.Select(Sql.Quote));
        return paths.Length == 0 ? $"({hot})" : $"({hot} UNION ALL SELECT {list} FROM read_parquet([{paths}]))";
    }

    /// <summary>A select list; a scan that needs no column (a bare count) still needs rows.</summary>
    public static string Columns(IReadOnlyList<string> columns) =>
        columns.Count == 0 ? "1 AS \"_\"" : string.Join(", ", columns.Select(c => $"\"{c}\""));
}
