using System.Collections.Frozen;

namespace Picket.Kql.Syntax;

/// <summary>The names of KQL's operators: those read here, and those that only the language has.</summary>
internal static class OperatorNames
{
    /// <summary>What may follow <c>|</c>.</summary>
    public static readonly IReadOnlyList<string> Steps =
    [
        "where", "project", "project-away", "project-keep", "project-rename", "project-reorder", "extend", "summarize", "sort",
        "order", "top", "take", "limit", "distinct", "count", "join", "lookup", "union", "mv-expand", "render", "as", "invoke",
        "make-graph", "graph-match", "graph-shortest-paths", "graph-mark-components", "graph-where-nodes", "graph-where-edges",
        "graph-to-table", "search", "getschema", "consume", "project-by-names", "evaluate", "make-series", "mv-apply", "parse",
        "parse-kv", "parse-where", "partition", "reduce", "sample", "sample-distinct", "scan", "serialize", "top-hitters",
        "top-nested",
    ];

    /// <summary>What only starts a pipe.</summary>
    public static readonly IReadOnlyList<string> Sources = ["print", "range", "datatable", "externaldata", "find"];

    /// <summary>Operators of KQL that are not supported yet.</summary>
    public static readonly FrozenSet<string> Others = FrozenSet.Create(StringComparer.Ordinal,
        "assert-schema", "facet", "fork", "macro-expand");
}
