namespace Picket.Pipeline.Reporting.Checks;

/// <summary>Both creation and deletion of system-level objects are recorded.</summary>
internal sealed class SystemObjectsCheck : IControlCheck
{
    public string Id => "system-objects-logged";

    public Judgement Judge(Observations seen)
    {
        if (seen.WithoutRecords() is { } nothing) return nothing;
        var audit = seen.Audit!;
        var (created, deleted) = (audit.Count(EventClass.Creation), audit.Count(EventClass.Deletion));
        var incomplete = audit.IncompleteOf(EventClass.Creation) + audit.IncompleteOf(EventClass.Deletion);
        var facts = new Facts { { "records", audit.Records }, { "created", created }, { "deleted", deleted }, { "incomplete", incomplete } };
        if (incomplete > 0)
        {
            return Judgement.Fail(
                $"{Wording.Number(incomplete)} of {Wording.Number(created + deleted)} records of creating or deleting a system "
                + "object lack a field that an assessor needs.",
                facts);
        }

        if (created == 0 || deleted == 0)
        {
            var missing = (created, deleted) is (0, 0) ? "neither creation nor deletion" : created == 0 ? "no creation" : "no deletion";
            return Judgement.NoData(
                $"The {Wording.Number(audit.Records)} audit records of the period show {missing} of a system object, so nothing "
                + "shows that it would be recorded.",
                facts);
        }

        return Judgement.Pass(
            $"{Wording.Number(created)} creations and {Wording.Number(deleted)} deletions of system objects found, each with "
            + "all six fields.",
            facts);
    }
}
