using Picket.Kql;

namespace Picket.Storage.DuckDb.Relations;

/// <summary>
/// <c>AzureDiagnostics</c>, as it was before AKS had tables of its own: a row per audit event, whose JSON text is <c>log_s</c>, and
/// a row per line of the other control plane logs. An event stands once, in the category that the query asks for.
/// </summary>
internal sealed class DiagnosticsRelation(KqlTable table, string auditCategory) : IRelation
{
    public const string Name = "AzureDiagnostics";

    public const string Audit = "kube-audit";

    /// <summary>The category without reads.</summary>
    public const string AuditAdmin = "kube-audit-admin";

    private static readonly (string Key, string Column)[] Texts =
        [("level", "Level"), ("auditID", "AuditId"), ("stage", "Stage"), ("requestURI", "RequestUri"), ("verb", "Verb")];

    private static readonly (string Key, string Column)[] Objects =
    [
        ("user", "User"), ("impersonatedUser", "ImpersonatedUser"), ("sourceIPs", "SourceIps"), ("objectRef", "ObjectRef"),
        ("responseStatus", "ResponseStatus"), ("requestObject", "RequestObject"), ("responseObject", "ResponseObject"),
        ("annotations", "Annotations"),
    ];

    private static readonly (string Key, string Column)[] Times =
        [("requestReceivedTimestamp", "RequestReceivedTime"), ("stageTimestamp", "StageReceivedTime")];

    private static readonly Dictionary<string, string> Shared = new(StringComparer.Ordinal)
    {
        ["TimeGenerated"] = "\"TimeGenerated\"",
        ["_ResourceId"] = "\"_ResourceId\"",
        ["pod_s"] = "\"PodName\"",
        ["ResourceId"] = "upper(\"_ResourceId\")",
        ["Resource"] = $"upper({ResourceParts.Name})",
        ["ResourceGroup"] = $"upper({ResourceParts.Group})",
        ["SubscriptionId"] = ResourceParts.Subscription,
        ["_SubscriptionId"] = ResourceParts.Subscription,
        ["ResourceProvider"] = "'MICROSOFT.CONTAINERSERVICE'",
        ["ResourceType"] = "'MANAGEDCLUSTERS'",
        ["OperationName"] = "'Microsoft.ContainerService/managedClusters/diagnosticLogs/Read'",
        ["SourceSystem"] = "'Azure'",
        ["Type"] = Sql.Quote(Name),
    };

    public KqlTable Table => table;

    public string Source(TableScan scan, Func<TableDefinition, TableScan, IEnumerable<string>> files)
    {
        // What a filter on these columns requires says nothing of the columns they are made of.
        var wide = scan with { RequiredTerms = [] };
        var isAdmin = auditCategory == AuditAdmin;
        return $"({Select(Tables.AksAudit, OfEvent)}{(isAdmin ? " WHERE \"Verb\" NOT IN ('get', 'list')" : "")} "
            + $"UNION ALL {Select(Tables.AksControlPlane, OfLine)})";

        string Select(TableDefinition stored, Func<string, string?> value)
        {
            var list = SelectList.Of(scan, c => Shared.GetValueOrDefault(c.Name) ?? value(c.Name) ?? SelectList.Nothing(c));
            var read = stored.Columns.Select(c => c.Name).Where(c => list.Contains($"\"{c}\"", StringComparison.Ordinal)).ToList();
            if (isAdmin && stored == Tables.AksAudit && !read.Contains("Verb"))
                read.Add("Verb");
            return $"SELECT {list} FROM {ScanSql.Source(stored, read, files(stored, wide))}";
        }
    }

    private string? OfEvent(string column) => column switch
    {
        "Category" => Sql.Quote(auditCategory),
        "log_s" => EventText,
        "stream_s" => "'stdout'",
        _ => null,
    };

    private static string? OfLine(string column) => column switch
    {
        "Category" => "\"Category\"",
        "Level" => "\"Level\"",
        "log_s" => "\"Message\"",
        "stream_s" => "\"Stream\"",
        _ => null,
    };

    // The event as it came, members without a value left out; to_json quotes and escapes.
    private static string EventText { get; } =
        "concat('{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\"', "
        + string.Join(", ", Texts.Append(("userAgent", "UserAgent")).Select(m => Member(m.Item1, $"nullif(\"{m.Item2}\", '')", $"to_json(\"{m.Item2}\")"))
            .Concat(Objects.Select(m => Member(m.Key, $"\"{m.Column}\"", $"\"{m.Column}\"")))
            .Concat(Times.Select(m => Member(m.Key, $"\"{m.Column}\"", $"strftime(\"{m.Column}\", '\"%Y-%m-%dT%H:%M:%S.%fZ\"')"))))
        + ", '}')";

    private static string Member(string key, string present, string text) => $"CASE WHEN {present} IS NULL THEN '' ELSE concat(',\"{key}\":', {text}) END";
}
