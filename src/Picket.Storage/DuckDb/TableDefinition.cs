using Picket.Kql;

namespace Picket.Storage.DuckDb;

/// <summary>A table as KQL sees it and as DuckDB keeps it: one definition for both.</summary>
internal sealed record TableDefinition(string Name, IReadOnlyList<KqlColumn> Columns)
{
    public string Ddl() => $"CREATE TABLE IF NOT EXISTS \"{Name}\" ({string.Join(", ", Columns.Select(Declared))})";

    public string ColumnList => string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));

    // KQL strings are never null.
    private static string Declared(KqlColumn column) =>
        $"\"{column.Name}\" {ColumnTypes.Of(column.Type)}{(column.Type == KqlType.String ? " NOT NULL" : "")}";
}
