namespace Picket.Web.Api;

/// <summary>The paths of the HTTP API, for the server and its client alike.</summary>
public static class ApiRoutes
{
    /// <summary>All of the API proper is below this.</summary>
    public const string Prefix = "/api/";

    /// <summary>POST a query.</summary>
    public const string Query = "/api/v1/query";

    /// <summary>GET saved queries and watchlists.</summary>
    public const string Library = "/api/v1/library";

    /// <summary>GET alerts; below it an alert by its id, and below that its <c>state</c>.</summary>
    public const string Alerts = "/api/v1/alerts";

    /// <summary>GET the report.</summary>
    public const string Report = "/api/v1/report";

    /// <summary>POST to export the evidence.</summary>
    public const string EvidenceExport = "/api/v1/evidence/export";

    /// <summary>GET how the watch is.</summary>
    public const string Health = "/api/v1/health";

    /// <summary>GET deliveries by state.</summary>
    public const string Deliveries = "/api/v1/deliveries";

    /// <summary>POST to put dead deliveries back in line.</summary>
    public const string Replay = "/api/v1/deliveries/replay";

    /// <summary>POST a piece of an audit file.</summary>
    public const string Ingest = "/api/v1/ingest";

    /// <summary>GET whether the process lives; open to everybody.</summary>
    public const string Live = "/livez";

    /// <summary>GET whether events can be acknowledged.</summary>
    public const string Ready = "/readyz";

    /// <summary>GET figures for Prometheus.</summary>
    public const string Metrics = "/metrics";

    /// <summary>POST audit events, as a Kubernetes API server sends them; the cluster's name may follow.</summary>
    public const string Webhook = "/audit/webhook";

    /// <summary>The sign-in page.</summary>
    public const string SignIn = "/signin";

    /// <summary>The sign-in page's style.</summary>
    public const string SignInStyle = "/signin.css";

    /// <summary>POST to sign out.</summary>
    public const string SignOut = "/signout";

    /// <summary>
    /// The header that marks a call as made by a program. A page of another origin cannot set it without leave;
    /// answers of <see cref="Live"/> carry it with the version.
    /// </summary>
    public const string MarkHeader = "X-Picket";
}
