namespace Picket.Kql.Sql;

/// <summary>How KQL's types and names are written in DuckDB.</summary>
internal static class SqlTypes
{
    public static string Name(KqlType type) => type switch
    {
        KqlType.Bool => "BOOLEAN",
        KqlType.Int => "INTEGER",
        KqlType.Long or KqlType.TimeSpan or KqlType.DateTime => "BIGINT",
        KqlType.Real => "DOUBLE",
        KqlType.Decimal => "DECIMAL(38, 12)",
        KqlType.String or KqlType.Dynamic => "VARCHAR",
        KqlType.Guid => "UUID",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a KQL type."),
    };

    /// <summary>A name in double quotes; NUL, which DuckDB has no form for, becomes a question mark.</summary>
    public static string Quote(string name) =>
        $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal).Replace('\0', '?')}\"";

    /// <summary>
    /// Quoted names for columns. DuckDB takes <c>Name</c> and <c>name</c> for the same, KQL does not: the second gets a number.
    /// </summary>
    public static Dictionary<string, string> Names(IEnumerable<KqlColumn> columns)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in columns)
        {
            var name = column.Name;
            for (var i = 2; !taken.Add(name); i++)
                name = $"{column.Name}#{i}";
            names[column.Name] = Quote(name);
        }

        return names;
    }
}
