namespace Picket.Pipeline.Reporting.Controls;

/// <summary>Who can decide whether a requirement holds.</summary>
public enum AutomationClass
{
    /// <summary>Not stated.</summary>
    Unknown,

    /// <summary>Technical signals decide it.</summary>
    Automated,

    /// <summary>Technical signals give part of the proof, or disprove it; a dated human record is needed as well.</summary>
    Partly,

    /// <summary>Only a dated human record proves it.</summary>
    Process,

    /// <summary>It does not concern a cluster, or a provider's attestation covers it.</summary>
    OutOfScope,
}

/// <summary>One requirement of a catalogue: what it is about, and which check (if any) evaluates it.</summary>
public sealed record Control
{
    /// <summary>The requirement's id, for example <c>10.2.1.4</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Our own short title.</summary>
    public required string Title { get; init; }

    /// <summary>The subject it belongs to, for example <c>logging</c>.</summary>
    public required string Theme { get; init; }

    /// <summary>Who can decide it.</summary>
    public required AutomationClass Automation { get; init; }

    /// <summary>What a complete evaluation would look at, as <c>family:name</c>.</summary>
    public IReadOnlyList<string> Signals { get; init; } = [];

    /// <summary>How often it is due, as an ISO 8601 period; empty when the standard names none.</summary>
    public string Cadence { get; init; } = "";

    /// <summary>Whether only service providers must meet it.</summary>
    public bool IsServiceProviderOnly { get; init; }

    /// <summary>Why it does not apply; only on <see cref="AutomationClass.OutOfScope"/>.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The check that evaluates it; empty when this version has none.</summary>
    public string Check { get; init; } = "";

    /// <summary>What the check does not cover; said together with a pass.</summary>
    public string Limits { get; init; } = "";
}
