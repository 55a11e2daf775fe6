using Picket.Kql;

namespace Picket.Storage.DuckDb;

/// <summary>How DuckDB keeps the values of a KQL type.</summary>
internal static class ColumnTypes
{
    public static string Of(KqlType type) => type switch
    {
        KqlType.DateTime => "TIMESTAMP",
        KqlType.TimeSpan or KqlType.Long => "BIGINT",
        KqlType.Int => "INTEGER",
        KqlType.Bool => "BOOLEAN",
        KqlType.Real => "DOUBLE",
        KqlType.Decimal => "DECIMAL(38, 17)",
        KqlType.Guid => "UUID",
        // Dynamic values are JSON text.
        KqlType.String or KqlType.Dynamic => "VARCHAR",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No stored column has this type."),
    };
}
