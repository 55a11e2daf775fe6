namespace Picket.Pipeline.Reporting.Checks;

/// <summary>Who reads the audit log leaves a record in the evidence ledger.</summary>
internal sealed class LogAccessCheck : IControlCheck
{
    public string Id => "audit-log-access-logged";

    public Judgement Judge(Observations seen)
    {
        var facts = new Facts
        {
            { "accessRecords", seen.Ledger.AccessRecords },
            { "nodeLogReads", seen.Audit?.Count(EventClass.NodeLog) ?? 0 },
        };
        return seen.Ledger.AccessRecords > 0
            ? Judgement.Pass(
                $"{Wording.Count(seen.Ledger.AccessRecords, "query or export record")} of the period found in the signed evidence ledger.",
                facts)
            : Judgement.NoData(
                "The evidence ledger holds no record of a query or export in the period, so nothing shows that they are recorded.",
                facts);
    }
}

/// <summary>Each start and each end of the watch leaves a record in the evidence ledger.</summary>
internal sealed class LogStopCheck : IControlCheck
{
    public string Id => "audit-log-stops-logged";

    public Judgement Judge(Observations seen)
    {
        var ledger = seen.LedgerSinceBeginning;
        var facts = new Facts { { "starts", ledger.Starts }, { "stops", ledger.Stops }, { "gapsOfPeriod", seen.Gaps.Count } };
        if (ledger.Starts == 0)
        {
            return Judgement.NoData("The evidence ledger holds no start of the watch, so nothing shows that stops are recorded.", facts);
        }

        // The watch may be running now, so one start may be without its stop.
        var unrecorded = ledger.Starts - ledger.Stops - 1;
        return unrecorded > 0
            ? Judgement.Fail($"{Wording.Count(unrecorded, "end")} of the watch left no record in the evidence ledger.", facts)
            : Judgement.Pass(
                $"{Wording.Count(ledger.Starts, "start")} and {Wording.Count(ledger.Stops, "end")} of the watch are in the signed "
                + $"evidence ledger; {Wording.Count(seen.Gaps.Count, "gap")} of the period recorded.",
                facts);
    }
}
