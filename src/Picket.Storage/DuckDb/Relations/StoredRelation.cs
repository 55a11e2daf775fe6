using Picket.Kql;

namespace Picket.Storage.DuckDb.Relations;

/// <summary>A table of the store, with the columns that every Azure Monitor table has besides.</summary>
internal sealed class StoredRelation(TableDefinition stored, string name, string condition, IReadOnlyList<string> tested) : IRelation
{
    private readonly Dictionary<string, string> _constants = CommonColumns.Of(name)
        .Where(c => stored.Columns.All(own => own.Name != c.Column.Name))
        .ToDictionary(c => c.Column.Name, c => c.Sql, StringComparer.Ordinal);

    public StoredRelation(TableDefinition stored) : this(stored, stored.Name, "", [])
    {
    }

    public KqlTable Table { get; } = new(name,
    [
        .. stored.Columns,
        .. CommonColumns.Of(name).Select(c => c.Column).Where(c => stored.Columns.All(own => own.Name != c.Name)),
    ]);

    public string Source(TableScan scan, Func<TableDefinition, TableScan, IEnumerable<string>> files)
    {
        var wanted = scan.NeededColumns.Select(c => c.Name).ToList();
        var read = wanted.Where(c => !_constants.ContainsKey(c)).Union(tested).Union(CommonColumns.NeedsOf(wanted)).ToList();
        var source = ScanSql.Source(stored, read, files(stored, scan));
        if (condition.Length == 0 && read.SequenceEqual(wanted))
            return source;
        var list = SelectList.Of(scan, c => _constants.GetValueOrDefault(c.Name) ?? $"\"{c.Name}\"");
        return $"(SELECT {list} FROM {source}{(condition.Length == 0 ? "" : $" WHERE {condition}")})";
    }
}
