namespace Picket.Storage.DuckDb.Relations;

/// <summary>SQL for the parts of a row's Azure resource id; empty for a cluster that has a name of another form.</summary>
internal static class ResourceParts
{
    public static string Subscription { get; } = Part("^/subscriptions/([^/]+)");

    public static string Group { get; } = Part("^/subscriptions/[^/]+/resourcegroups/([^/]+)");

    /// <summary>The last part, which is the whole of a name without slashes.</summary>
    public static string Name { get; } = Part("([^/]+)/?$");

    private static string Part(string pattern) => $"coalesce(regexp_extract(\"_ResourceId\", {Sql.Quote(pattern)}, 1, 'i'), '')";
}
