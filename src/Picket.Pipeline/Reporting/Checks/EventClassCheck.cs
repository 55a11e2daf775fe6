namespace Picket.Pipeline.Reporting.Checks;

/// <summary>Events of one class are present, and each of them says who, what, when, with which result, from where, to what.</summary>
internal sealed class EventClassCheck(string id, string eventClass, string what) : IControlCheck
{
    public string Id => id;

    public Judgement Judge(Observations seen)
    {
        if (seen.WithoutRecords() is { } nothing) return nothing;
        var audit = seen.Audit!;
        var (count, incomplete) = (audit.Count(eventClass), audit.IncompleteOf(eventClass));
        var facts = new Facts { { "records", audit.Records }, { "matching", count }, { "incomplete", incomplete } };
        if (count == 0)
        {
            return Judgement.NoData(
                $"None of the {Wording.Number(audit.Records)} audit records of the period is of {what}, so nothing shows that "
                + "they would be recorded.",
                facts);
        }

        return incomplete > 0
            ? Judgement.Fail(
                $"{Wording.Number(incomplete)} of {Wording.Number(count)} records of {what} lack a field that an assessor needs.",
                facts)
            : Judgement.Pass($"{Wording.Count(count, "record")} of {what} found, each with all six fields.", facts);
    }
}
