using System.Collections.Frozen;

namespace Picket.Kql.Binding;

/// <summary>Functions of the language that only a service with clusters, principals or extents can answer; they are refused by name.</summary>
internal static class ServiceFunctions
{
    private const string Cluster = "It asks about a cluster, and there is none here.";
    private const string Principal = "It asks who runs the query, which queries are not told here.";
    private const string Extent = "It asks about the pieces a service stores tables in; there are none here. Filter by time instead.";
    private const string Cursor = "Tables have no cursors here. Filter by time instead.";
    private const string Remote = "It calls another service, which queries may not do here.";

    private static readonly FrozenDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["current_cluster_endpoint"] = Cluster,
        ["current_database"] = Cluster,
        ["current_principal"] = Principal,
        ["current_principal_details"] = Principal,
        ["current_principal_is_member_of"] = Principal,
        ["is_member_of"] = Principal,
        ["extent_id"] = Extent,
        ["extentid"] = Extent,
        ["extent_tags"] = Extent,
        ["rowstore_ordinal_range"] = Extent,
        ["cursor_after"] = Cursor,
        ["cursor_before_or_at"] = Cursor,
        ["cursor_current"] = Cursor,
        ["current_cursor"] = Cursor,
        ["ai_embed_text"] = Remote,
        ["external_table"] = Remote,
        ["stored_query_result"] = "Results of queries are not kept here. Run the query itself.",
        ["bin_auto"] = "Its size would come from an option of the query. Use bin() with a size.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Why the function is refused; null where it is none of these.</summary>
    public static string? WhyNot(string name) => Reasons.GetValueOrDefault(name);
}
