using Picket.Kql;

namespace Picket.Storage.DuckDb;

/// <summary>Every table: Azure Monitor's names and columns where Azure Monitor has the table, else prefixed <c>Picket</c>.</summary>
internal static class Tables
{
    public static TableDefinition AksAudit { get; } = new("AKSAudit",
    [
        Time("TimeGenerated"), Text("Level"), Text("AuditId"), Text("Stage"), Text("RequestUri"), Text("Verb"),
        Json("User"), Json("SourceIps"), Text("UserAgent"), Json("ObjectRef"), Json("ResponseStatus"),
        Json("RequestObject"), Json("ResponseObject"), Time("RequestReceivedTime"), Time("StageReceivedTime"),
        Json("Annotations"), Text("PodName"), Text("_ResourceId"),
        // Ours, because Azure drops them: who was impersonated, fields newer than the schema, arrival.
        Json("ImpersonatedUser"), Json("Extra"), Time("_TimeReceived"),
    ]);

    public static TableDefinition AksControlPlane { get; } = new("AKSControlPlane",
    [
        Time("TimeGenerated"), Text("Category"), Text("Level"), Text("Message"), Text("PodName"), Text("Stream"),
        Text("_ResourceId"), Time("_TimeReceived"),
    ]);

    public static TableDefinition Quarantine { get; } = new("PicketQuarantine",
    [
        Time("TimeGenerated"), Text("Source"), Text("Origin"), Long("Line"), Text("Code"), Text("Reason"),
        Text("Raw"), Text("RawEncoding"), Long("Length"),
    ]);

    public static TableDefinition Finding { get; } = new("PicketFinding",
    [
        Time("TimeGenerated"), Text("Id"), Text("AlertId"), Text("RuleId"), Text("Title"), Text("Severity"),
        Text("Entity"), Text("Summary"), Text("Cluster"), Text("Actor"), Text("SourceAddress"), Text("Namespace"),
        Text("Object"), Flag("InCde"), Text("AuditId"), Json("RelatedAuditIds"), Json("Attack"), Json("Tactics"), Json("Pci"),
    ]);

    public static TableDefinition Alert { get; } = new("PicketAlert",
    [
        Time("TimeGenerated"), Text("Id"), Text("RuleId"), Text("Title"), Text("Severity"), Text("Entity"), Text("State"),
        Long("Count"), Time("First"), Time("Last"), Text("Summary"), Text("Cluster"), Text("Actor"), Text("Namespace"),
        Flag("InCde"), Json("Attack"), Json("Tactics"), Json("Pci"), Json("History"),
    ]);

    public static TableDefinition Delivery { get; } = new("PicketDelivery",
    [
        Time("TimeGenerated"), Text("Id"), Text("Output"), Text("AlertId"), Text("Payload"), Text("State"),
        Long("Attempts"), Time("NextAttempt"), Text("LastError"),
    ]);

    public static TableDefinition Position { get; } = new("PicketPosition", [Text("Source"), Text("Key"), Text("Value")]);

    public static TableDefinition SourceHealth { get; } = new("PicketSourceHealth",
    [
        Text("Source"), Text("Kind"), Time("FirstReceived"), Time("LastReceived"), Time("NewestEvent"),
        Long("EventsRead"), Long("Stored"), Long("Duplicates"), Long("Quarantined"), Text("Problem"),
    ]);

    public static TableDefinition SourceGap { get; } = new("PicketSourceGap",
        [Text("Id"), Text("Source"), Time("Start"), Time("End"), Text("Cause")]);

    public static TableDefinition State { get; } = new("PicketState", [Text("Key"), Text("Value")]);

    public static TableDefinition Segment { get; } = new("PicketSegment",
    [
        Long("Sequence"), Text("Kind"), Text("Table"), Text("Path"), Time("From"), Time("To"), Long("Rows"), Long("Bytes"),
        Text("Line"),
    ]);

    /// <summary>Tables that are sealed into segments.</summary>
    public static IReadOnlyList<TableDefinition> Sealed { get; } = [AksAudit, AksControlPlane];

    public static IReadOnlyList<TableDefinition> All { get; } =
        [AksAudit, AksControlPlane, Quarantine, Finding, Alert, Delivery, Position, SourceHealth, SourceGap, State, Segment];

    /// <summary>What a query may name. Positions, settings and message bodies are our own business.</summary>
    public static IReadOnlyList<TableDefinition> Queryable { get; } =
        [AksAudit, AksControlPlane, Quarantine, Finding, Alert, SourceHealth, SourceGap, Segment];

    private static KqlColumn Time(string name) => new(name, KqlType.DateTime);

    private static KqlColumn Text(string name) => new(name, KqlType.String);

    private static KqlColumn Json(string name) => new(name, KqlType.Dynamic);

    private static KqlColumn Long(string name) => new(name, KqlType.Long);

    private static KqlColumn Flag(string name) => new(name, KqlType.Bool);
}
