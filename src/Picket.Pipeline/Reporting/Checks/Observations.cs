using Picket.Core;
using Picket.Pipeline.Reporting.Ledger;

namespace Picket.Pipeline.Reporting.Checks;

/// <summary>Everything the checks of one report rest on, looked at once.</summary>
internal sealed record Observations
{
    /// <summary>The beginning of the period (UTC), included.</summary>
    public required DateTime From { get; init; }

    /// <summary>The end of the period (UTC), excluded and never in the future.</summary>
    public required DateTime To { get; init; }

    /// <summary>When the report is made (UTC).</summary>
    public required DateTime Now { get; init; }

    /// <summary>The figures of the audit records; null when the store did not answer.</summary>
    public required AuditSummary? Audit { get; init; }

    /// <summary>The days of the whole log; null when the store did not answer.</summary>
    public required LogDays? Days { get; init; }

    /// <summary>Why the store did not answer; empty when it did.</summary>
    public required string AuditProblem { get; init; }

    /// <summary>Whether a record of the oldest of the last 90 days was read back with its content.</summary>
    public required bool IsSampleReadable { get; init; }

    /// <summary>The store's chain.</summary>
    public required ChainCheck Chain { get; init; }

    /// <summary>The store's size and seal.</summary>
    public required StoreStatus Store { get; init; }

    /// <summary>The detection engine.</summary>
    public required DetectionFacts Detection { get; init; }

    /// <summary>The alerts of the period.</summary>
    public required AlertFacts Alerts { get; init; }

    /// <summary>What belongs to card data.</summary>
    public required CdeScope Scope { get; init; }

    /// <summary>The ledger over the period.</summary>
    public required LedgerFacts Ledger { get; init; }

    /// <summary>The ledger from its beginning to the end of the period.</summary>
    public required LedgerFacts LedgerSinceBeginning { get; init; }

    /// <summary>What each source has delivered.</summary>
    public required IReadOnlyList<SourceHealth> Sources { get; init; }

    /// <summary>Gaps that touch the period.</summary>
    public required IReadOnlyList<SourceGap> Gaps { get; init; }

    /// <summary>The last day of the period.</summary>
    public DateTime Today => To > From ? To.AddTicks(-1).Date : To.Date;

    /// <summary>No data, because the store did not answer or holds no record of the period; null when there are records.</summary>
    public Judgement? WithoutRecords()
    {
        if (Audit is not { } audit) return Judgement.NoData($"The store did not answer: {AuditProblem}", []);
        return audit.Records > 0
            ? null
            : Judgement.NoData(
                $"No audit record of the period {Wording.Day(From)} to {Wording.Day(Today)} is kept, so nothing can be judged.",
                new() { { "records", 0 } });
    }
}

/// <summary>The alerts of a period and what became of them.</summary>
/// <param name="Raised">Alerts with an event in the period.</param>
/// <param name="Findings">Findings they hold.</param>
/// <param name="Reviewed">Of the alerts, those a person acknowledged or closed.</param>
/// <param name="Delivered">Messages of the period that an output took.</param>
/// <param name="Dead">Messages of the period that were given up.</param>
internal sealed record AlertFacts(long Raised, long Findings, long Reviewed, long Delivered, long Dead);
