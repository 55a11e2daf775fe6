namespace Picket.Pipeline.Reporting.Ledger;

/// <summary>The kinds of ledger entries. <c>docs/reference/evidence.md</c> says what the body of each holds.</summary>
public static class LedgerKinds
{
    /// <summary>The watch began.</summary>
    public const string Start = "start";

    /// <summary>The watch ended, or was found to have ended without saying so.</summary>
    public const string Stop = "stop";

    /// <summary>The head of the store's own chain at a time.</summary>
    public const string Anchor = "anchor";

    /// <summary>A report was made.</summary>
    public const string Report = "report";

    /// <summary>A person looked at an alert and changed its state.</summary>
    public const string AlertReview = "alert-review";

    /// <summary>Somebody read the audit log: a query, or an export of events.</summary>
    public const string Access = "access";

    /// <summary>Evidence was exported.</summary>
    public const string Export = "export";

    /// <summary>An unfinished, never acknowledged entry was set aside when the ledger was opened.</summary>
    public const string Torn = "torn";

    /// <summary>The machine's clock was found set back.</summary>
    public const string Clock = "clock";
}
