using Picket.Core;
using Picket.Pipeline.Reporting.Ledger;

namespace Picket.Pipeline.Reporting.Checks;

/// <summary>What the evaluator asks of other rooms; the composition root wires it.</summary>
public sealed record ReportSignals
{
    /// <summary>Verifies the store's hash chain, sealed segment by segment.</summary>
    public required Func<CancellationToken, Task<ChainCheck>> VerifyStore { get; init; }

    /// <summary>What the detection engine is doing.</summary>
    public required Func<DetectionFacts> Detection { get; init; }

    /// <summary>What belongs to the cardholder data environment now.</summary>
    public required Func<CdeScope> Scope { get; init; }

    /// <summary>What the evidence ledger tells of a stretch of time.</summary>
    public required Func<DateTime, DateTime, CancellationToken, Task<LedgerFacts>> Ledger { get; init; }
}

/// <summary>A verification of the store's hash chain.</summary>
/// <param name="IsIntact">Whether every segment and every link is as it was sealed.</param>
/// <param name="Length">Links of the chain.</param>
/// <param name="Head">SHA-256 (hex) of the last entry; empty when there is none.</param>
/// <param name="Problem">The first thing that is wrong, as one sentence; empty when intact.</param>
public sealed record ChainCheck(bool IsIntact, long Length, string Head, string Problem);

/// <summary>The state of the detection engine.</summary>
/// <param name="RulesLoaded">Rules in force.</param>
/// <param name="RulesRejected">Rule files or rules that could not be loaded.</param>
/// <param name="EventsEvaluated">Events judged since <paramref name="Since"/>; 0 where no watch runs in this process.</param>
/// <param name="Since">When this process began to judge events (UTC).</param>
public sealed record DetectionFacts(int RulesLoaded, int RulesRejected, long EventsEvaluated, DateTime Since);

/// <summary>
/// The cardholder data environment. Both lists empty means that no scope is configured. In a name, <c>*</c> stands for any
/// text and <c>?</c> for one character.
/// </summary>
/// <param name="Clusters">Names or Azure resource ids of clusters that belong to it as a whole.</param>
/// <param name="Namespaces">Namespaces that belong to it, in any cluster.</param>
public sealed record CdeScope(IReadOnlyList<string> Clusters, IReadOnlyList<string> Namespaces)
{
    /// <summary>Nothing configured.</summary>
    public static CdeScope None { get; } = new([], []);

    /// <summary>Whether anything is in scope.</summary>
    public bool IsConfigured => Clusters.Count + Namespaces.Count > 0;
}
