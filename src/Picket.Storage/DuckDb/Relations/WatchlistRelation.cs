using System.Globalization;
using Picket.Kql;

namespace Picket.Storage.DuckDb.Relations;

/// <summary>
/// A watchlist as <c>_GetWatchlist</c> gives it: an id for the row, when the file was written, the key to join on (the column
/// <c>SearchKey</c>, else the first), and the file's columns, all of them text.
/// </summary>
internal sealed class WatchlistRelation(string name, string path, DateTime written, IReadOnlyList<string> header) : IRelation
{
    private const string Id = "_DTItemId";
    private const string Updated = "LastUpdatedTimeUTC";
    private const string SearchKey = "SearchKey";

    // A row of a list of addresses or accounts is short; a file with a missing quote is one long row.
    private const int MaxRow = 1 << 20;

    private static readonly string[] Own = [Id, Updated, SearchKey];

    public string Name => name;

    /// <summary>The columns of the file.</summary>
    public IReadOnlyList<string> Header => header;

    public DateTime Written => written;

    public KqlTable Table { get; } = new(TableName(name),
    [
        new(Id, KqlType.String), new(Updated, KqlType.DateTime), new(SearchKey, KqlType.String),
        .. header.Where(h => !Own.Contains(h)).Select(h => new KqlColumn(h, KqlType.String)),
    ]);

    /// <summary>What a scan of it is called; no table has such a name.</summary>
    public static string TableName(string watchlist) => $"_GetWatchlist('{watchlist}')";

    public string Source(TableScan scan, Func<TableDefinition, TableScan, IEnumerable<string>> files)
    {
        var key = header.Contains(SearchKey) ? Field(SearchKey) : "coalesce(c0, '')";
        var list = SelectList.Of(scan, column => column.Name switch
        {
            // The row's own text: the same row has the same id in every query.
            Id => $"md5(concat_ws(chr(31), {string.Join(", ", header.Select((_, i) => $"coalesce(c{i}, '')"))}))",
            Updated => $"TIMESTAMP '{written.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}'",
            SearchKey => key,
            _ => Field(column.Name),
        });
        var columns = string.Join(", ", header.Select((_, i) => $"c{i}: 'VARCHAR'"));
        return $"(SELECT {list} FROM read_csv({Sql.Quote(path)}, auto_detect=false, header=false, skip=1, delim=',', quote='\"', escape='\"', "
            + $"null_padding=true, max_line_size={MaxRow}, columns={{{columns}}}))";
    }

    private string Field(string column) => $"coalesce(c{Position(column)}, '')";

    private int Position(string column) => header.Index().First(h => h.Item == column).Index;
}
