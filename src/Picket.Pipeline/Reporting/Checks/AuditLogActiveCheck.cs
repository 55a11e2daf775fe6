namespace Picket.Pipeline.Reporting.Checks;

/// <summary>The audit log is on: records on every day of the period, up to now, and no source in trouble.</summary>
internal sealed class AuditLogActiveCheck : IControlCheck
{
    public string Id => "audit-log-active";

    public Judgement Judge(Observations seen)
    {
        if (seen.WithoutRecords() is { } nothing) return nothing;
        if (seen.Days is not { } days) return Judgement.NoData($"The store did not answer: {seen.AuditProblem}", []);
        var audit = seen.Audit!;
        var beginning = days.Beginning(seen.Today);
        DateTime[] missing = [.. days.Missing(Later(seen.From.Date, beginning), seen.Today)];
        var facts = new Facts
        {
            { "records", audit.Records },
            { "newest", audit.Newest },
            { "beginning", beginning },
            { "daysWithRecords", days.CountBetween(seen.From.Date, seen.Today) },
            { "daysWithoutRecords", missing.Length },
            { "sources", seen.Sources.Count },
        };
        if (SourceTrouble.Find(seen) is { } trouble) return Judgement.Fail(trouble, facts);
        if (audit.Newest is { } newest && seen.To - newest > SourceTrouble.MaxSilence)
        {
            return Judgement.Fail($"The newest record is of {Wording.Time(newest)}: nothing arrived for over an hour.", facts);
        }

        if (missing.Length > 0)
        {
            return Judgement.Fail(
                $"{Wording.Count(missing.Length, "day")} of the period have no record, the first is {Wording.Day(missing[0])}.", facts);
        }

        if (beginning is not { } first) return Judgement.Fail("No run of days with records leads up to now.", facts);

        var since = first > seen.From.Date
            ? $"since {Wording.Day(first)}, where the log begins (the period begins on {Wording.Day(seen.From)})"
            : "of the period";
        return Judgement.Pass(
            $"{Wording.Count(audit.Records, "record")}, some on each day {since}, the newest of "
            + $"{Wording.Time(audit.Newest ?? seen.To)}; no source is silent.",
            facts);
    }

    private static DateTime Later(DateTime from, DateTime? beginning) => beginning > from ? beginning.Value : from;
}
