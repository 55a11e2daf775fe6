using Picket.Kql;

namespace Picket.Storage.DuckDb.Relations;

/// <summary>Columns that Azure Monitor puts on its tables, and what they are for rows that never were in Azure.</summary>
internal static class CommonColumns
{
    private const string Subscription = "_SubscriptionId";

    /// <summary>The columns of a table; Picket's own tables have none of them.</summary>
    public static IEnumerable<(KqlColumn Column, string Sql)> Of(string table) =>
        table.StartsWith("Picket", StringComparison.Ordinal) ? [] :
        [
            (new("TenantId", KqlType.String), "''"),
            (new("SourceSystem", KqlType.String), "'Azure'"),
            (new("Type", KqlType.String), Sql.Quote(table)),
            (new(Subscription, KqlType.String), ResourceParts.Subscription),
            (new("_IsBillable", KqlType.String), "'False'"),
            (new("_BilledSize", KqlType.Real), "CAST(0 AS DOUBLE)"),
            (new("_ItemId", KqlType.String), "''"),
        ];

    /// <summary>The stored columns that these columns are made of.</summary>
    public static IEnumerable<string> NeedsOf(IEnumerable<string> columns) => columns.Contains(Subscription) ? ["_ResourceId"] : [];
}
