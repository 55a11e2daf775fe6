using Picket.Kql.Sql;

namespace Picket.Kql;

/// <summary>
/// What the FROM item of a scan calls its columns. DuckDB takes <c>Name</c> and <c>name</c> for the same, KQL does not: where a scan needs
/// both, the second has another name there.
/// </summary>
public static class DuckDbNames
{
    /// <summary>The quoted name of each column, by its KQL name; <paramref name="columns"/> are those the scan needs, in its order.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<KqlColumn> columns) => SqlTypes.Names(columns);
}
