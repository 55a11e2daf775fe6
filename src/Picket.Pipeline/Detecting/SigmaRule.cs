using Picket.Core;
using Picket.Pipeline.Detecting.Correlating;
using Picket.Pipeline.Detecting.Matching;

namespace Picket.Pipeline.Detecting;

/// <summary>A Sigma rule as loaded: what it looks for and what a person needs to know when it speaks.</summary>
public sealed record SigmaRule
{
    /// <summary>The Sigma <c>name</c>, or its <c>id</c> where it has no name.</summary>
    public required RuleId Id { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>Severity outside the cardholder data environment.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Severity inside the cardholder data environment.</summary>
    public required Severity CdeSeverity { get; init; }

    /// <summary>The file it came from and the line it begins on.</summary>
    public required string File { get; init; }

    /// <summary>Line in the file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>What it looks for, in a sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>Why it matters.</summary>
    public string Why { get; init; } = "";

    /// <summary>What to do when it speaks.</summary>
    public string Response { get; init; } = "";

    /// <summary>What else makes it speak.</summary>
    public IReadOnlyList<string> FalsePositives { get; init; } = [];

    /// <summary>MITRE ATT&amp;CK technique ids.</summary>
    public IReadOnlyList<string> Attack { get; init; } = [];

    /// <summary>MITRE ATT&amp;CK tactics, lower case with hyphens.</summary>
    public IReadOnlyList<string> Tactics { get; init; } = [];

    /// <summary>PCI DSS 4.0.1 requirement ids.</summary>
    public IReadOnlyList<string> Pci { get; init; } = [];

    /// <summary>Fields whose values group findings into one alert.</summary>
    public IReadOnlyList<string> Entity { get; init; } = [];

    /// <summary>What must be logged for the rule to see anything.</summary>
    public RuleRequirement Requires { get; init; } = new("kube-audit-admin", AuditLevel.Metadata);

    /// <summary>Events that the rule must match.</summary>
    public IReadOnlyList<RuleExample> MustMatch { get; init; } = [];

    /// <summary>Events that the rule must not match.</summary>
    public IReadOnlyList<RuleExample> MustNotMatch { get; init; } = [];

    /// <summary>Whether it only feeds correlations and raises no finding itself.</summary>
    public bool IsSilent { get; init; }

    internal Predicate Condition { get; init; } = Constant.False;

    internal Correlation? Correlation { get; init; }
}
