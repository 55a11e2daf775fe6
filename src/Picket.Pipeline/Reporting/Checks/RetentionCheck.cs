namespace Picket.Pipeline.Reporting.Checks;

/// <summary>
/// Twelve months of records are really there and the last 90 days answer. Judged by the records present, never by a setting.
/// </summary>
internal sealed class RetentionCheck : IControlCheck
{
    public const int RequiredDays = 365;
    public const int HotDays = 90;

    public string Id => "audit-log-retention";

    public Judgement Judge(Observations seen)
    {
        if (seen.Days is not { } days) return Judgement.NoData($"The store did not answer: {seen.AuditProblem}", []);
        if (days.Oldest is not { } oldest) return Judgement.NoData("No audit record is kept, so nothing can be judged.", []);
        var hotFrom = seen.Today.AddDays(-HotDays);
        var facts = new Facts
        {
            { "oldestRecordDay", Wording.Day(oldest) },
            { "daysWithRecords", days.CountBetween(seen.Today.AddDays(-RequiredDays), seen.Today) },
            { "requiredDays", RequiredDays },
            { "hotDaysWithRecords", days.CountBetween(hotFrom, seen.Today) },
            { "hotDays", HotDays },
        };
        if (days.Beginning(seen.Today) is not { } beginning)
        {
            return Judgement.Fail($"No run of days with records leads up to {Wording.Day(seen.Today)}: the log has stopped.", facts);
        }

        facts.Add("historyBegins", Wording.Day(beginning));
        if (beginning > seen.Today.AddDays(-RequiredDays)) return TooShort(seen, oldest, beginning, facts);

        DateTime[] missing = [.. days.Missing(hotFrom, seen.Today)];
        if (missing.Length > 0)
        {
            return Judgement.Fail(
                $"{Wording.Count(missing.Length, "day")} of the last {HotDays} days have no record, the first is "
                + $"{Wording.Day(missing[0])}.",
                facts);
        }

        return seen.IsSampleReadable
            ? Judgement.Pass(
                $"Records reach back to {Wording.Day(beginning)}, and each of the last {HotDays} days answers a query.", facts)
            : Judgement.Fail($"The records of {Wording.Day(hotFrom)} could not be read back by a query.", facts);
    }

    private static Judgement TooShort(Observations seen, DateTime oldest, DateTime beginning, Facts facts)
    {
        var reached = beginning.AddDays(RequiredDays);
        facts.Add("reachedOn", Wording.Day(reached));
        var doubt = oldest < beginning
            ? $" Single records dated {Wording.Day(oldest)} or later are not counted: too few days after them hold any."
            : "";
        return Judgement.Fail(
            $"The log reaches back {Wording.Count((seen.Today - beginning).Days, "day")}, to {Wording.Day(beginning)}; "
            + $"{RequiredDays} days will be reached on {Wording.Day(reached)} if nothing is lost.{doubt}",
            facts);
    }
}
