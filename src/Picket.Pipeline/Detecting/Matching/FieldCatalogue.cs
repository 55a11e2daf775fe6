using System.Collections.Frozen;
using System.Text;
using Picket.Core;

namespace Picket.Pipeline.Detecting.Matching;

/// <summary>The fields that a Kubernetes audit rule may name, and where they are found.</summary>
internal static class FieldCatalogue
{
    private const int ListCost = 5;
    private const int AddressCost = 10;
    private const int BodyCost = 100;
    private const string PodSpec = "podSpec.";

    private static readonly FrozenDictionary<string, EventField> Fixed = new Dictionary<string, EventField>
    {
        ["auditID"] = Slice(v => v.Event.AuditId),
        ["verb"] = Dispatched(v => v.Event.Verb),
        ["stage"] = Dispatched(v => Words<AuditStage>.Of((int)v.Event.Stage)),
        ["level"] = Dispatched(v => Words<AuditLevel>.Of((int)v.Event.Level)),
        ["requestURI"] = Slice(v => v.Event.RequestUri),
        ["userAgent"] = Dispatched(v => v.Event.UserAgent),
        ["user.username"] = Slice(v => v.Event.UserName),
        ["user.uid"] = Json(v => v.Event.User, "uid", ListCost),
        ["user.groups"] = Json(v => v.Event.User, "groups", ListCost),
        ["impersonatedUser.username"] = Slice(v => v.Event.ImpersonatedUserName),
        ["impersonatedUser.uid"] = Json(v => v.Event.ImpersonatedUser, "uid", ListCost),
        ["impersonatedUser.groups"] = Json(v => v.Event.ImpersonatedUser, "groups", ListCost),
        ["sourceIPs"] = Json(v => v.Event.SourceIps, "", AddressCost),
        ["objectRef.resource"] = Dispatched(v => v.Event.Resource),
        ["objectRef.subresource"] = Dispatched(v => v.Event.Subresource),
        ["objectRef.namespace"] = Slice(v => v.Event.Namespace),
        ["objectRef.name"] = Slice(v => v.Event.Name),
        ["objectRef.apiGroup"] = Slice(v => v.Event.ApiGroup),
        ["objectRef.apiVersion"] = Json(v => v.Event.ObjectRef, "apiVersion", ListCost),
        ["objectRef.uid"] = Json(v => v.Event.ObjectRef, "uid", ListCost),
        ["objectRef.resourceVersion"] = Json(v => v.Event.ObjectRef, "resourceVersion", ListCost),
        ["responseStatus.code"] = new NumberField(v => v.Event.StatusCode) { IsDispatched = true },
        ["responseStatus.status"] = Json(v => v.Event.ResponseStatus, "status", ListCost),
        ["responseStatus.reason"] = Json(v => v.Event.ResponseStatus, "reason", ListCost),
        ["responseStatus.message"] = Json(v => v.Event.ResponseStatus, "message", ListCost),
        ["actor.kind"] = Dispatched(v => Words<ActorKind>.Of((int)v.Event.Actor)),
        ["actor.namespace"] = Slice(v => v.ActorNamespace),
        ["source.address"] = Slice(v => v.Event.SourceAddress),
        ["cde"] = Dispatched(v => v.Event.IsInCde ? True : False),
        ["cluster"] = Slice(v => Encoding.UTF8.GetBytes(v.Event.Cluster)),
        ["exec.command"] = Slice(v => v.ExecCommand),
        ["rbac.grants"] = new RbacGrants(v => v.Object, BodyCost),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // The cost of a body is that of a walk.
    private static readonly (string Prefix, Func<EventView, ReadOnlyMemory<byte>> Read, int Cost)[] Trees =
    [
        ("annotations.", v => v.Event.Annotations, ListCost),
        ("user.extra.", v => v.Event.User, ListCost),
        ("impersonatedUser.extra.", v => v.Event.ImpersonatedUser, ListCost),
        ("requestObject.", v => v.Event.RequestObject, BodyCost),
        ("responseObject.", v => v.Event.ResponseObject, BodyCost),
        ("object.", v => v.Object, BodyCost),
    ];

    private static ReadOnlyMemory<byte> True { get; } = "true"u8.ToArray();

    private static ReadOnlyMemory<byte> False { get; } = "false"u8.ToArray();

    /// <summary>Every field name, trees as <c>podSpec.</c>.</summary>
    public static IEnumerable<string> Names => [.. Fixed.Keys, .. Trees.Select(t => t.Prefix), PodSpec];

    /// <summary>Finds a field; null when audit events have none of that name.</summary>
    public static EventField? Find(string name)
    {
        if (Fixed.TryGetValue(name, out var known))
            return known;

        if (name.Length > PodSpec.Length && name.StartsWith(PodSpec, StringComparison.Ordinal))
            return new PodSpecField(new JsonPath(name[PodSpec.Length..]), BodyCost);

        foreach (var (prefix, read, cost) in Trees)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
                return new JsonField(read, PathIn(prefix, name[prefix.Length..]), cost);
        }

        return null;
    }

    // Annotation keys hold dots themselves, so the rest of the name is one key; 'extra' is a key of the user object.
    private static JsonPath PathIn(string prefix, string rest) => prefix switch
    {
        "annotations." => JsonPath.OfKey(rest),
        "user.extra." or "impersonatedUser.extra." => new JsonPath("extra." + rest),
        _ => new JsonPath(rest),
    };

    private static SliceField Slice(Func<EventView, ReadOnlyMemory<byte>> read) => new(read);

    private static SliceField Dispatched(Func<EventView, ReadOnlyMemory<byte>> read) => new(read) { IsDispatched = true };

    private static JsonField Json(Func<EventView, ReadOnlyMemory<byte>> read, string path, int cost) =>
        new(read, new JsonPath(path), cost);

    private static class Words<T> where T : struct, Enum
    {
        private static readonly ReadOnlyMemory<byte>[] Texts =
            [.. Enum.GetValues<T>().Select(v => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(v.ToString()))];

        public static ReadOnlyMemory<byte> Of(int value) => Texts[value];
    }
}
