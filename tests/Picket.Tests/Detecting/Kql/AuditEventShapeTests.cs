using System.Diagnostics.CodeAnalysis;
using Picket.Core;
using Picket.Kql;
using Picket.Kql.Events;
using Picket.Pipeline.Detecting.Kql;
using Picket.Storage.DuckDb;
using Picket.Storage.DuckDb.Relations;

namespace Picket.Tests.Detecting.Kql;

/// <summary>A query says of audit events on their way what it says of the rows they become.</summary>
public sealed class AuditEventShapeTests(StoredAudit audit) : IClassFixture<StoredAudit>
{
    private static readonly DateTime Now = new(2026, 11, 23, 5, 30, 0, DateTimeKind.Utc);

    public static TheoryData<string> Queries { get; } =
    [
        "AKSAudit", "AKSAudit | where Verb == 'create' and ObjectRef.resource == 'pods' and RequestUri has 'exec' | project AuditId, User.username, SourceIps[0]",
        "AKSAudit | where Level == 'Metadata' and Stage == 'ResponseComplete' | project AuditId, Level, Stage, PodName, _ResourceId", "AKSAudit | where Level in~ ('request') | project AuditId",
        "AKSAudit | where isnotempty(_SubscriptionId) | project AuditId, _SubscriptionId, Type, SourceSystem, TenantId, _IsBillable, _BilledSize, _ItemId",
        "AKSAudit | where ResponseStatus.code >= 400 | project AuditId, ResponseStatus.code", "AKSAudit | where isnull(ResponseStatus.code) | project AuditId", "AKSAudit | where toint(ResponseStatus.code) in (0, 201, 70000) | project AuditId, c = toint(ResponseStatus.code)",
        "AKSAudit | project AuditId, ObjectRef.resource, ObjectRef.subresource, ObjectRef.namespace, ObjectRef.name, ObjectRef.apiGroup, ObjectRef.apiVersion", "AKSAudit | where isnotnull(ObjectRef.name) | project AuditId, n = tostring(ObjectRef.name)",
        "AKSAudit | where isempty(ObjectRef.subresource) and isnotempty(ObjectRef.namespace) | project AuditId", "AKSAudit | where ObjectRef.namespace in ('payments', 'kube-system', 'café') | project AuditId, ObjectRef.namespace",
        "AKSAudit | where User.username startswith 'system:serviceaccount:' and ObjectRef.resource =~ 'SECRETS' | project AuditId", "AKSAudit | where User.username has 'the' or User.username == '' | project AuditId, User.username", "AKSAudit | where User.groups has 'system:masters' | project AuditId",
        "AKSAudit | where isnotempty(ImpersonatedUser.username) | project AuditId, ImpersonatedUser.username, ImpersonatedUser.groups[0]", "AKSAudit | where isnotempty(Extra) | project AuditId, Extra, Extra.newField.a[1]",
        "AKSAudit | where SourceIps[0] startswith '192.' or SourceIps[1] has '9' | project AuditId, SourceIps[0], SourceIps[-1]", "AKSAudit | where isempty(SourceIps[0]) | project AuditId", "AKSAudit | where ipv4_is_private(tostring(SourceIps[0])) | project AuditId",
        "AKSAudit | where RequestObject has 'privileged' or RequestObject.spec.hostNetwork == true | project AuditId, RequestObject.spec.containers[0].securityContext.privileged", "AKSAudit | where isnotempty(ResponseObject) | project AuditId, ResponseObject",
        "AKSAudit | where Annotations['authorization.k8s.io/decision'] == 'forbid' | project AuditId", "AKSAudit | where UserAgent !startswith 'kube' and UserAgent matches regex '^[A-Za-z-]+/[0-9.]+' | project AuditId, UserAgent", "AKSAudit | where isempty(UserAgent) | project AuditId",
        "AKSAudit | where TimeGenerated > ago(40m) | project AuditId, TimeGenerated, RequestReceivedTime, StageReceivedTime, _TimeReceived", "AKSAudit | where StageReceivedTime - RequestReceivedTime > 1s | project AuditId, d = StageReceivedTime - RequestReceivedTime", "AKSAudit | where RequestUri has_any ('exec', 'livez', 'Ü') | extend u = tostring(User.username) | where u !in ('', 'hcpService') | project AuditId, u, RequestUri",
    ];

    [Fact]
    public void The_table_has_the_columns_that_the_store_gives_it()
    {
        var stored = new StoredRelation(Tables.AksAudit).Table;

        Assert.Equal(stored.Name, AuditEventShape.Instance.Table.Name);
        Assert.Equal(stored.Columns, AuditEventShape.Instance.Table.Columns);
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_query_gives_the_same_rows_of_events_as_of_the_store(string kql)
    {
        var stored = await audit.ByStoreAsync(kql, Now);

        Assert.NotEmpty(stored);
        Assert.Equal(stored, ByEvent(kql));
    }

    [Fact]
    public void An_exec_is_told_from_other_events()
    {
        var query = Query("AKSAudit | where Verb == 'create' and ObjectRef.resource == 'pods' and ObjectRef.subresource == 'exec' and SourceIps[0] == ''");

        Assert.Equal("odd-1", System.Text.Encoding.UTF8.GetString(Assert.Single(audit.Events, query.Matches).AuditId.Span));
    }

    [Fact]
    public void A_path_without_a_short_way_has_none()
    {
        Assert.Null(AuditEventShape.Instance.Field("ObjectRef", [new PathStep("uid")]));
        Assert.Null(AuditEventShape.Instance.Field("ObjectRef", [new PathStep("name"), new PathStep(null, 0)]));
        Assert.NotNull(AuditEventShape.Instance.Field("SourceIps", [new PathStep(null, 0)]));
    }

    private IReadOnlyList<string> ByEvent(string kql)
    {
        var query = Query(kql);
        return [.. audit.Events.Select(query.Run).OfType<object?[]>().Select(r => StoredAudit.Show(r)).Order(StringComparer.Ordinal)];
    }

    private static KqlEventQuery<AuditEvent> Query(string kql)
    {
        var compilation = KqlCompiler.Compile(kql, new Audit(), Now);
        Assert.True(compilation.Plan is not null, string.Join('\n', compilation.Diagnostics));
        Assert.True(KqlEventQuery.TryCompile(compilation.Plan, AuditEventShape.Instance, out var query, out var reason), reason);
        return query;
    }

    private sealed class Audit : IKqlCatalog
    {
        public IEnumerable<string> TableNames => ["AKSAudit"];

        public bool TryGetTable(string name, [NotNullWhen(true)] out KqlTable? table)
        {
            table = name == "AKSAudit" ? AuditEventShape.Instance.Table : null;
            return table is not null;
        }
    }
}
