using Picket.Kql;

namespace Picket.Storage.DuckDb.Relations;

/// <summary>The select list of a scan's FROM item.</summary>
internal static class SelectList
{
    /// <summary>Each needed column under the name that the translation expects; <paramref name="value"/> gives its SQL.</summary>
    public static string Of(TableScan scan, Func<KqlColumn, string> value)
    {
        var names = DuckDbNames.Of(scan.NeededColumns);
        return scan.NeededColumns.Count == 0
            ? ScanSql.Columns([])
            : string.Join(", ", scan.NeededColumns.Select(c => $"{value(c)} AS {names[c.Name]}"));
    }

    /// <summary>The value of a column that a row does not have.</summary>
    public static string Nothing(KqlColumn column) =>
        column.Type == KqlType.String ? "''" : $"CAST(NULL AS {ColumnTypes.Of(column.Type)})";
}
