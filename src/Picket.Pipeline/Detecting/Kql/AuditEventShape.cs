using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Picket.Core;
using Picket.Kql;
using Picket.Kql.Events;

namespace Picket.Pipeline.Detecting.Kql;

/// <summary>
/// Audit events as rows of <c>AKSAudit</c>, column for column as the store gives them, so that a query says the same of an event on its way and of
/// the row it becomes.
/// </summary>
public sealed class AuditEventShape : IKqlEventShape<AuditEvent>
{
    private const int KnownCodes = 600;
    private const string SubscriptionPrefix = "/subscriptions/";

    private static readonly ReadOnlyMemory<byte>[] Levels = Words<AuditLevel>();
    private static readonly ReadOnlyMemory<byte>[] Stages = Words<AuditStage>();

    // A code is boxed once, not for each event.
    private static readonly object[] Codes = [.. Enumerable.Range(0, KnownCodes).Select(code => (object)(long)code)];

    private static readonly (KqlColumn Column, KqlEventField<AuditEvent> Field)[] Columns =
    [
        Time("TimeGenerated", e => e.StageReceivedTime), Text("Level", e => Levels[(int)e.Level]), Text("AuditId", e => e.AuditId),
        Text("Stage", e => Stages[(int)e.Stage]), Text("RequestUri", e => e.RequestUri), Text("Verb", e => e.Verb), Json("User", e => e.User),
        Json("SourceIps", e => e.SourceIps), Text("UserAgent", e => e.UserAgent), Json("ObjectRef", e => e.ObjectRef),
        Json("ResponseStatus", e => e.ResponseStatus), Json("RequestObject", e => e.RequestObject), Json("ResponseObject", e => e.ResponseObject),
        Time("RequestReceivedTime", e => e.RequestReceivedTime), Time("StageReceivedTime", e => e.StageReceivedTime),
        Json("Annotations", e => e.Annotations), Words("PodName", e => e.PodName), Words("_ResourceId", e => e.Cluster),
        Json("ImpersonatedUser", e => e.ImpersonatedUser), Json("Extra", e => e.Extra), Time("_TimeReceived", e => e.ReceivedTime),
        // What tables of Azure Monitor have besides, without its being stored.
        Words("TenantId", _ => ""), Words("SourceSystem", _ => "Azure"), Words("Type", _ => "AKSAudit"), Words("_SubscriptionId", Subscription),
        Words("_IsBillable", _ => "False"), (new("_BilledSize", KqlType.Real), new ValueField<AuditEvent>(_ => 0.0)), Words("_ItemId", _ => ""),
    ];

    private static readonly FrozenDictionary<string, KqlEventField<AuditEvent>> ByColumn =
        Columns.ToFrozenDictionary(c => c.Column.Name, c => c.Field, StringComparer.Ordinal);

    private static readonly FrozenDictionary<(string Column, PathStep Step), KqlEventField<AuditEvent>> ByStep =
        new Dictionary<(string, PathStep), KqlEventField<AuditEvent>>
        {
            [("ObjectRef", new PathStep("resource"))] = new Utf8Field<AuditEvent>(e => e.Resource),
            [("ObjectRef", new PathStep("subresource"))] = new Utf8Field<AuditEvent>(e => e.Subresource),
            [("ObjectRef", new PathStep("namespace"))] = new Utf8Field<AuditEvent>(e => e.Namespace),
            [("ObjectRef", new PathStep("name"))] = new Utf8Field<AuditEvent>(e => e.Name),
            [("ObjectRef", new PathStep("apiGroup"))] = new Utf8Field<AuditEvent>(e => e.ApiGroup),
            [("User", new PathStep("username"))] = new Utf8Field<AuditEvent>(e => e.UserName),
            [("ImpersonatedUser", new PathStep("username"))] = new Utf8Field<AuditEvent>(e => e.ImpersonatedUserName),
            [("SourceIps", new PathStep(null, 0))] = new Utf8Field<AuditEvent>(FirstSource),
            [("ResponseStatus", new PathStep("code"))] = new ValueField<AuditEvent>(Code),
        }.ToFrozenDictionary();

    private AuditEventShape()
    {
    }

    /// <summary>The only one; it holds nothing of any event.</summary>
    public static AuditEventShape Instance { get; } = new();

    /// <inheritdoc/>
    public KqlTable Table { get; } = new("AKSAudit", [.. Columns.Select(c => c.Column)]);

    /// <inheritdoc/>
    public KqlEventField<AuditEvent>? Field(string column, IReadOnlyList<PathStep> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Count switch
        {
            0 => ByColumn.GetValueOrDefault(column),
            1 => ByStep.GetValueOrDefault((column, path[0])),
            _ => null,
        };
    }

    // The event's own source address is the first that is not empty; the path means the very first.
    private static ReadOnlyMemory<byte> FirstSource(AuditEvent e)
    {
        if (e.SourceIps.IsEmpty)
            return default;
        var reader = new Utf8JsonReader(e.SourceIps.Span);
        return reader.Read() && reader.Read() && reader.TokenType == JsonTokenType.String && !reader.ValueSpan.IsEmpty ? e.SourceAddress : default;
    }

    // Empty for a cluster whose name is of another form than Azure's ids.
    private static string Subscription(AuditEvent e) =>
        e.Cluster.StartsWith(SubscriptionPrefix, StringComparison.OrdinalIgnoreCase) ? e.Cluster[SubscriptionPrefix.Length..].Split('/')[0] : "";

    private static object? Code(AuditEvent e) => e.StatusCode switch
    {
        0 => null,
        > 0 and < KnownCodes and var code => Codes[code],
        var code => (long)code,
    };

    // Stored times hold microseconds.
    private static DateTime AsStored(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    private static (KqlColumn, KqlEventField<AuditEvent>) Time(string name, Func<AuditEvent, DateTime> read) =>
        (new(name, KqlType.DateTime), new ValueField<AuditEvent>(e => AsStored(read(e))));

    private static (KqlColumn, KqlEventField<AuditEvent>) Text(string name, Func<AuditEvent, ReadOnlyMemory<byte>> read) =>
        (new(name, KqlType.String), new Utf8Field<AuditEvent>(read));

    private static (KqlColumn, KqlEventField<AuditEvent>) Words(string name, Func<AuditEvent, string> read) =>
        (new(name, KqlType.String), new ValueField<AuditEvent>(read));

    private static (KqlColumn, KqlEventField<AuditEvent>) Json(string name, Func<AuditEvent, ReadOnlyMemory<byte>> read) =>
        (new(name, KqlType.Dynamic), new Utf8Field<AuditEvent>(read));

    // The audit API's own words; an unknown one is empty.
    private static ReadOnlyMemory<byte>[] Words<TWord>()
        where TWord : struct, Enum =>
        [.. Enum.GetValues<TWord>().Select((word, place) => place == 0 ? ReadOnlyMemory<byte>.Empty : Encoding.UTF8.GetBytes(word.ToString()))];
}
