using Picket.Core;

namespace Picket.Tests.Web;

/// <summary>One full example of everything that operations answer with.</summary>
internal static class Results
{
    private static readonly DateTime Noon = KnownOperations.Noon;

    public static QueryResult EveryType { get; } = new(
        [
            new("S", "string"), new("L", "long"), new("I", "int"), new("R", "real"), new("B", "bool"),
                new("T", "datetime"),
            new("P", "timespan"), new("M", "decimal"), new("G", "guid"), new("D", "dynamic"),
        ],
        [
            [
                "a \"b\"\né", 9007199254740993L, -7, 0.1, true, Noon.AddTicks(1234567), new TimeSpan(1, 2, 3, 4, 5),
                79228162514264337593543950335m, Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff"),
                new JsonText("{\"a\":[1,null,\"x\"]}"),
            ],
            ["", long.MinValue, int.MaxValue, double.NaN, false, DateTime.UnixEpoch, -TimeSpan.FromTicks(1), 1.50m,
                Guid.Empty, new JsonText("[]")],
            [null, null, null, double.NegativeInfinity, null, null, null, null, null, null],
        ])
    {
        IsTruncated = true,
        Elapsed = TimeSpan.FromTicks(123_456),
        Chart = "timechart",
        Warnings = ["one", "two"],
    };

    public static Alert Alert { get; } = new()
    {
        Id = "a1b2c3",
        Rule = new("k8s-exec-into-pod"),
        Title = "Shell in a pod",
        Severity = Severity.High,
        Entity = "prod/pods/payments-1",
        State = AlertState.Open,
        Count = 2,
        First = Noon,
        Last = Noon.AddMinutes(1).AddTicks(1234),
        Raised = Noon.AddSeconds(1),
        Summary = "mallory ran a command in pods/payments-1.",
        Cluster = "aks-prod",
        Actor = "mallory@example.com",
        Namespace = "payments",
        IsInCde = true,
        Attack = ["T1609"],
        Tactics = ["execution"],
        Pci = ["10.2.1.2", "10.4.1.1"],
        History = [new(Noon.AddSeconds(1), AlertState.Open, "picket", "raised")],
    };

    public static AlertDetail Detail { get; } = new(
        Alert,
        [Finding("f1", "audit-1", []), Finding("f2", "audit-2", ["audit-0", "audit-1"])],
        [
            new("""{"auditID":"audit-1","verb":"create","requestURI":"/api/v1/exec","stageTimestamp":"2026-03-14T12:00:00Z","user":{"username":"mallory"},"responseStatus":{"code":101}}"""),
            new("""{"auditID":"audit-2","verb":"get"}"""),
        ]);

    public static Report Report { get; } = new("PCI DSS", "4.0.1", Noon, Noon.AddDays(-90), Noon,
    [
        new("10.2.1", "Audit logs are on", RequirementState.Pass, "Events were recorded.", new Dictionary<string,
            string> { ["events"] = "42" }),
        new("10.5.1", "Twelve months are kept", RequirementState.NoData, "The oldest record is young.",
            new Dictionary<string, string>()),
        new("1.1.1", "Policies exist", RequirementState.HumanEvidenceDue, "A person must show it.",
            new Dictionary<string, string>()),
        new("9.1.1", "Doors", RequirementState.NotApplicable, "The provider's duty.", new Dictionary<string, string>()),
    ]);

    public static Report FailingReport { get; } = Report with
    {
        Requirements = [.. Report.Requirements,
            new("10.7.2", "Gaps are found", RequirementState.Fail, "A gap.", new Dictionary<string, string>())],
    };

    public static IReadOnlyList<ExportFile> Export { get; } =
        [new("ledger.jsonl", "{}\n"u8.ToArray()), new("keys/public.pem", new byte[] { 0, 255, 1 })];

    public static HealthView Health { get; } = new(
        Noon, Noon.AddHours(-1),
        [new("audit", "auditFile", Noon, Noon, Noon, 10, 8, 1, 1, "")],
        [new("g1", "audit", Noon, null, "silent"), new("g2", "audit", Noon, Noon.AddMinutes(1), "late")],
        new(8, Noon, Noon, 3, 2, 4096, "abc", 2, ""),
        new Dictionary<string, long> { ["pending"] = 1, ["dead"] = 2 },
        [new(new("r1"), "Rule", Severity.Low, "r1.yaml", 5)],
        ["one rule was not loaded"]);

    public static IReadOnlyList<Delivery> Deliveries { get; } =
    [
        new()
        {
            Id = "d1", Output = "pager", AlertId = "a1b2c3", Payload = "{}", Created = Noon, State = DeliveryState.Dead,
            Attempts = 9, NextAttempt = Noon.AddHours(1), LastError = "503 from the receiver",
        },
    ];

    private static Finding Finding(string id, string auditId, IReadOnlyList<string> related) => new()
    {
        Id = id,
        Rule = Alert.Rule,
        Title = Alert.Title,
        Severity = Severity.High,
        Time = Noon,
        Entity = Alert.Entity,
        Summary = Alert.Summary,
        AuditId = auditId,
        RelatedAuditIds = related,
        IsInCde = true,
        SourceAddress = "203.0.113.7",
    };
}
