namespace Picket.Pipeline.Reporting.Checks;

/// <summary>A field that every record must carry (PCI DSS 10.2.2). <c>Lacks</c> is KQL: true where the record has none.</summary>
internal sealed record RecordField(string Name, string Title, string Lacks)
{
    /// <summary>Success or failure.</summary>
    public static RecordField Result { get; } = new("LacksResult", "success or failure", "Code == 0");

    /// <summary>The six, in the order of the requirement.</summary>
    public static IReadOnlyList<RecordField> All { get; } =
    [
        // Whoever fails to authenticate has no identity to record; that this is so is what the record says.
        new("LacksUser", "user", "isempty(Who) and Code != 401"),
        new("LacksType", "type of event", "isempty(Verb)"),
        new("LacksTime", "date and time", "isnull(StageReceivedTime)"),
        Result,
        new("LacksOrigin", "origin", "isempty(Origin)"),
        new("LacksObject", "affected object", "isempty(RequestUri)"),
    ];
}
