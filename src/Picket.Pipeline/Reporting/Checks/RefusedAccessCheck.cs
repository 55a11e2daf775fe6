namespace Picket.Pipeline.Reporting.Checks;

/// <summary>Refused access (401 and 403) is recorded. A log without any result cannot tell refused from granted.</summary>
internal sealed class RefusedAccessCheck : IControlCheck
{
    private static readonly EventClassCheck Presence =
        new("refused-access-logged", EventClass.Refused, "refused access (401 or 403)");

    public string Id => Presence.Id;

    public Judgement Judge(Observations seen)
    {
        if (seen.WithoutRecords() is { } nothing) return nothing;
        var audit = seen.Audit!;
        if (audit.Lacking(RecordField.Result) == audit.Records)
        {
            return Judgement.Fail(
                $"None of the {Wording.Number(audit.Records)} audit records carries a result, so refused access cannot be told "
                + "from granted.",
                new() { { "records", audit.Records }, { "withoutResult", audit.Records } });
        }

        var judgement = Presence.Judge(seen);
        judgement.Facts.Add("unauthenticated401", audit.Count(EventClass.Unauthenticated));
        return judgement;
    }
}
