namespace Picket.Core;

/// <summary>
/// One <c>audit.k8s.io/v1</c> Event: somebody asked the Kubernetes API for something, and this is what became of it.
/// Text is held as UTF-8 slices of the bytes it was read from (unescaped where the JSON had escapes), so that nothing
/// becomes a string before somebody needs one. A missing field is empty. The slices live as long as the
/// <see cref="EventBatch"/> they came in.
/// </summary>
public sealed class AuditEvent
{
    /// <summary>The whole event as JSON, after masking.</summary>
    public required ReadOnlyMemory<byte> Raw { get; init; }

    /// <summary>Unique per request; with <see cref="Stage"/> it identifies the event.</summary>
    public ReadOnlyMemory<byte> AuditId { get; set; }

    /// <summary>How far the request had come.</summary>
    public AuditStage Stage { get; set; }

    /// <summary>How much the audit policy recorded.</summary>
    public AuditLevel Level { get; set; }

    /// <summary>The Kubernetes verb (<c>get</c>, <c>create</c>, …), or the HTTP method in lower case.</summary>
    public ReadOnlyMemory<byte> Verb { get; set; }

    /// <summary>Path and query as the client sent it.</summary>
    public ReadOnlyMemory<byte> RequestUri { get; set; }

    /// <summary>The client program's name for itself.</summary>
    public ReadOnlyMemory<byte> UserAgent { get; set; }

    /// <summary>The authenticated user as JSON (<c>username uid groups extra</c>).</summary>
    public ReadOnlyMemory<byte> User { get; set; }

    /// <summary><c>user.username</c>.</summary>
    public ReadOnlyMemory<byte> UserName { get; set; }

    /// <summary>The user acted as, as JSON, when impersonation headers were used.</summary>
    public ReadOnlyMemory<byte> ImpersonatedUser { get; set; }

    /// <summary><c>impersonatedUser.username</c>.</summary>
    public ReadOnlyMemory<byte> ImpersonatedUserName { get; set; }

    /// <summary>All source addresses as a JSON array, first the one to judge.</summary>
    public ReadOnlyMemory<byte> SourceIps { get; set; }

    /// <summary>The first of <see cref="SourceIps"/>.</summary>
    public ReadOnlyMemory<byte> SourceAddress { get; set; }

    /// <summary>The object asked for, as JSON; empty for non-resource requests.</summary>
    public ReadOnlyMemory<byte> ObjectRef { get; set; }

    /// <summary><c>objectRef.resource</c>, plural and lower case.</summary>
    public ReadOnlyMemory<byte> Resource { get; set; }

    /// <summary><c>objectRef.subresource</c>.</summary>
    public ReadOnlyMemory<byte> Subresource { get; set; }

    /// <summary><c>objectRef.namespace</c>.</summary>
    public ReadOnlyMemory<byte> Namespace { get; set; }

    /// <summary><c>objectRef.name</c>.</summary>
    public ReadOnlyMemory<byte> Name { get; set; }

    /// <summary><c>objectRef.apiGroup</c>; empty for the core group.</summary>
    public ReadOnlyMemory<byte> ApiGroup { get; set; }

    /// <summary>The API's <c>Status</c> as JSON.</summary>
    public ReadOnlyMemory<byte> ResponseStatus { get; set; }

    /// <summary><c>responseStatus.code</c>, an HTTP status; 0 when absent.</summary>
    public int StatusCode { get; set; }

    /// <summary>The request's body as JSON (or the string AKS puts for an oversized one).</summary>
    public ReadOnlyMemory<byte> RequestObject { get; set; }

    /// <summary>The response's body as JSON.</summary>
    public ReadOnlyMemory<byte> ResponseObject { get; set; }

    /// <summary>Annotations as a JSON object of strings.</summary>
    public ReadOnlyMemory<byte> Annotations { get; set; }

    /// <summary><c>authorization.k8s.io/decision</c>: <c>allow</c> or <c>forbid</c>.</summary>
    public ReadOnlyMemory<byte> Decision { get; set; }

    /// <summary>Top-level fields that have no column of their own, as a JSON object; usually empty.</summary>
    public ReadOnlyMemory<byte> Extra { get; set; }

    /// <summary>When the API server received the request (UTC).</summary>
    public DateTime RequestReceivedTime { get; set; }

    /// <summary>When the request reached <see cref="Stage"/> (UTC); this is the event's <c>TimeGenerated</c>.</summary>
    public DateTime StageReceivedTime { get; set; }

    /// <summary>The cluster: its Azure resource id, or the name the source was given.</summary>
    public string Cluster { get; set; } = "";

    /// <summary>The control-plane pod that logged the event, where the envelope says it.</summary>
    public string PodName { get; set; } = "";

    /// <summary>What kind of identity acted.</summary>
    public ActorKind Actor { get; set; }

    /// <summary>Whether the event touches the cardholder data environment, as the configuration scopes it.</summary>
    public bool IsInCde { get; set; }

    /// <summary>When Picket received it (UTC).</summary>
    public DateTime ReceivedTime { get; set; }
}
