namespace Picket.Pipeline.Reporting.Ledger;

/// <summary>The body of an <c>anchor</c> entry: the head and length of the store's own chain at that time.</summary>
/// <param name="ChainHead">Hash (hex) of the last link of the store's <c>manifest.chain</c>.</param>
/// <param name="ChainLength">Links of the chain; 0 when nothing is sealed.</param>
/// <param name="AuditEvents">Audit events kept, sealed or not.</param>
public sealed record AnchorBody(string ChainHead, long ChainLength, long AuditEvents)
{
    /// <summary>The JSON that goes into the ledger.</summary>
    public string ToJson() => ReportingJson.ToText(this);
}

/// <summary>The body of an <c>alert-review</c> entry.</summary>
public sealed record AlertReviewBody(string AlertId, string Rule, string State, string By, string Note)
{
    /// <summary>The JSON that goes into the ledger.</summary>
    public string ToJson() => ReportingJson.ToText(this);
}

/// <summary>The body of a <c>report</c> entry: the report's own hash and how many requirements are in each state.</summary>
public sealed record ReportBody(
    string Catalogue, string Version, DateTime From, DateTime To, string Sha256, IReadOnlyDictionary<string, int> States)
{
    /// <summary>The JSON that goes into the ledger.</summary>
    public string ToJson() => ReportingJson.ToText(this);
}

/// <summary>The body of an <c>export</c> entry: SHA-256 (hex) of each file but the ledger itself, by name.</summary>
public sealed record ExportBody(IReadOnlyDictionary<string, string> Files)
{
    /// <summary>The JSON that goes into the ledger.</summary>
    public string ToJson() => ReportingJson.ToText(this);
}

/// <summary>The body of a <c>start</c> or <c>stop</c> entry. <c>Note</c> says how the end was noticed.</summary>
public sealed record WatchBody(string Version, string Note)
{
    /// <summary>The JSON that goes into the ledger.</summary>
    public string ToJson() => ReportingJson.ToText(this);
}

/// <summary>What was set aside when a ledger was opened: file name, length and SHA-256 (hex).</summary>
internal sealed record TornBody(string File, long Bytes, string Sha256)
{
    public string ToJson() => ReportingJson.ToText(this);
}

/// <summary>The clock stood at <c>Before</c> when the last entry was written, and at <c>After</c> now.</summary>
internal sealed record ClockBody(DateTime Before, DateTime After);

/// <summary>What a stretch of the ledger tells of the watch.</summary>
/// <param name="Starts">Recorded starts of the watch.</param>
/// <param name="Stops">Recorded ends of the watch.</param>
/// <param name="AccessRecords">Recorded reads of the audit log: queries and exports.</param>
public sealed record LedgerFacts(long Starts, long Stops, long AccessRecords);
