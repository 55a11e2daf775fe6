namespace Picket.Pipeline.Reporting.Checks;

/// <summary>A kind of events that a requirement wants recorded. <c>Predicate</c> is KQL over the columns of <see cref="AuditQueries"/>.</summary>
internal sealed record EventClass(string Name, string Predicate)
{
    private const string Interactive = """Sub in ("exec", "attach", "portforward", "proxy", "ephemeralcontainers")""";
    private const string Machine = """(Who startswith "system:" or Who in ("aksService", "hcpService"))""";
    private const string IdentityKinds =
        """Kind in ("roles", "rolebindings", "clusterroles", "clusterrolebindings", "serviceaccounts", "certificatesigningrequests")""";
    private const string SystemKinds =
        """
        Kind in ("namespaces", "nodes", "pods", "deployments", "daemonsets", "statefulsets", "jobs", "cronjobs", "services",
        "networkpolicies", "persistentvolumes", "storageclasses", "customresourcedefinitions", "apiservices",
        "mutatingwebhookconfigurations", "validatingwebhookconfigurations", "validatingadmissionpolicies")
        """;

    public const string Read = "Reads";
    public const string CdeAccess = "CdeAccess";
    public const string CdeRead = "CdeReads";
    public const string Admin = "AdminActions";
    public const string Refused = "Refused";
    public const string Unauthenticated = "Unauthenticated";
    public const string Credential = "CredentialChanges";
    public const string Creation = "Creations";
    public const string Deletion = "Deletions";
    public const string NodeLog = "NodeLogReads";

    /// <summary>Every class that a report counts, for a scope of card data.</summary>
    public static IReadOnlyList<EventClass> For(CdeScope scope) =>
    [
        new(Read, "IsRead"),
        new(CdeAccess, $"({ScopePredicate.For(scope)}) and not({Machine}) and isnotempty(Who) and (IsRead or IsWrite)"),
        new(CdeRead, $"({ScopePredicate.For(scope)}) and not({Machine}) and isnotempty(Who) and IsRead"),
        new(Admin, $"isnotempty(Who) and ((IsWrite and not({Machine})) or {Interactive})"),
        new(Refused, "Code == 401 or Code == 403"),
        new(Unauthenticated, "Code == 401"),
        new(Credential, $"IsWrite and {IdentityKinds}"),
        new(Creation, $"""Verb == "create" and isempty(Sub) and Code < 400 and {SystemKinds}"""),
        new(Deletion, $"""Verb in ("delete", "deletecollection") and isempty(Sub) and Code < 400 and {SystemKinds}"""),
        new(NodeLog, """RequestUri startswith "/logs" or (Kind == "nodes" and Sub in ("proxy", "log"))"""),
    ];
}
