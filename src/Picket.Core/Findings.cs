namespace Picket.Core;

/// <summary>How bad it is, least first.</summary>
public enum Severity { Unknown, Informational, Low, Medium, High, Critical }

/// <summary>A rule's identity, unique and stable: <c>k8s-exec-into-pod</c>.</summary>
public readonly record struct RuleId(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A rule's judgement on one event.</summary>
public sealed record Finding
{
    /// <summary>Unique id, made by the factory of ids.</summary>
    public required string Id { get; init; }

    /// <summary>The rule that judged.</summary>
    public required RuleId Rule { get; init; }

    /// <summary>The rule's title.</summary>
    public required string Title { get; init; }

    /// <summary>Severity, already raised where the event is in the CDE.</summary>
    public required Severity Severity { get; init; }

    /// <summary>When the event happened (UTC).</summary>
    public required DateTime Time { get; init; }

    /// <summary>Who or what it is about: findings of one rule on one entity become one alert.</summary>
    public required string Entity { get; init; }

    /// <summary>One sentence for a person: who did what to which object.</summary>
    public required string Summary { get; init; }

    /// <summary>The cluster.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>The acting user's name.</summary>
    public string Actor { get; init; } = "";

    /// <summary>First source address.</summary>
    public string SourceAddress { get; init; } = "";

    /// <summary>The object's namespace, empty for cluster-wide objects.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The object, as <c>pods/web-1/exec</c>.</summary>
    public string ObjectPath { get; init; } = "";

    /// <summary>Whether the event is in the cardholder data environment.</summary>
    public bool IsInCde { get; init; }

    /// <summary>The audit event judged; empty when the finding is not about one.</summary>
    public string AuditId { get; init; } = "";

    /// <summary>Audit ids of further events that the judgement rests on (a burst's earlier events), bounded.</summary>
    public IReadOnlyList<string> RelatedAuditIds { get; init; } = [];

    /// <summary>MITRE ATT&amp;CK technique ids, for example <c>T1609</c>.</summary>
    public IReadOnlyList<string> Attack { get; init; } = [];

    /// <summary>MITRE ATT&amp;CK tactic names in lower case with hyphens, for example <c>privilege-escalation</c>.</summary>
    public IReadOnlyList<string> Tactics { get; init; } = [];

    /// <summary>PCI DSS 4.0.1 requirement ids, for example <c>10.2.1.2</c>.</summary>
    public IReadOnlyList<string> Pci { get; init; } = [];
}
