using Picket.Kql;

namespace Picket.Storage.DuckDb;

/// <summary>A table as KQL sees it and as DuckDB keeps it: one definition for both.</summary>
internal sealed record TableDefinition(string Name, IReadOnlyList<KqlColumn> Columns)
{
    public string Ddl() =>
        $"CREATE TABLE IF NOT EXISTS \"{Name}\" ({string.Join(", ", Columns.Select(c => $"\"{c.Name}\" {DuckDbType(c.Type)}"))})";

    public string ColumnList => string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));

    private static string DuckDbType(KqlType type) => type switch
    {
        KqlType.DateTime => "TIMESTAMP",
        KqlType.Long => "BIGINT",
        KqlType.Int => "INTEGER",
        KqlType.Bool => "BOOLEAN",
        KqlType.Real => "DOUBLE",
        // KQL strings are never null; dynamic values are JSON text and may be.
        KqlType.String => "VARCHAR NOT NULL",
        KqlType.Dynamic => "VARCHAR",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No stored column has this type."),
    };
}
