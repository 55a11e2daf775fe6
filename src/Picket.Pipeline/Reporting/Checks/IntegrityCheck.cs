namespace Picket.Pipeline.Reporting.Checks;

/// <summary>A change of sealed records would be seen: the store's hash chain is verified, segment by segment.</summary>
internal sealed class IntegrityCheck : IControlCheck
{
    public string Id => "audit-log-integrity";

    public Judgement Judge(Observations seen)
    {
        var chain = seen.Chain;
        var facts = new Facts
        {
            { "chainLength", chain.Length },
            { "chainHead", chain.Head },
            { "verifiedAt", seen.Now },
            { "recordsNotYetSealed", seen.Store.HotEvents },
        };
        if (!chain.IsIntact) return Judgement.Fail($"The hash chain of the store is broken: {chain.Problem}", facts);
        return chain.Length == 0
            ? Judgement.NoData("Nothing has been sealed yet, so there is no chain to verify.", facts)
            : Judgement.Pass(
                $"The hash chain over {Wording.Count(chain.Length, "link")} was verified at {Wording.Time(seen.Now)} "
                + "and is unbroken.",
                facts);
    }
}
