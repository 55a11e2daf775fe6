namespace Picket.Pipeline.Reporting.Checks;

/// <summary>What people and applications of their own do in the cardholder data environment is recorded, reads included.</summary>
internal sealed class CdeAccessCheck : IControlCheck
{
    private static readonly EventClassCheck Presence =
        new("cde-access-logged", EventClass.CdeAccess, "a user's access to the cardholder data environment");

    public string Id => Presence.Id;

    public Judgement Judge(Observations seen)
    {
        if (seen.WithoutRecords() is { } nothing) return nothing;
        var audit = seen.Audit!;
        var facts = new Facts { { "records", audit.Records }, { "reads", audit.Count(EventClass.Read) } };
        if (audit.Count(EventClass.Read) == 0)
        {
            return Judgement.Fail(
                $"None of the {Wording.Number(audit.Records)} audit records is a read (get, list or watch): the stream leaves "
                + "reads out, as 'kube-audit-admin' alone does.",
                facts);
        }

        if (!seen.Scope.IsConfigured)
        {
            return Judgement.NoData(
                "No cluster or namespace is configured as cardholder data environment, so access to it cannot be told apart.",
                facts);
        }

        var judgement = Presence.Judge(seen);
        judgement.Facts.Add("cdeReads", audit.Count(EventClass.CdeRead));
        return judgement;
    }
}
