namespace Picket.Pipeline.Reporting.Checks;

/// <summary>Failures of the watch are noticed: no gap is open, and no silence went without a gap being recorded.</summary>
internal sealed class WatchFailureCheck : IControlCheck
{
    public string Id => "watch-failure-noticed";

    public Judgement Judge(Observations seen)
    {
        if (seen.Sources.Count == 0) return Judgement.NoData("No source has delivered yet, so no failure of one could be noticed.", []);
        if (seen.Days is not { } days) return Judgement.NoData($"The store did not answer: {seen.AuditProblem}", []);
        DateTime[] unnoticed = [.. Silent(seen, days).Where(day => !seen.Gaps.Any(g => g.Start < day.AddDays(1) && !(g.End <= day)))];
        var facts = new Facts
        {
            { "sources", seen.Sources.Count },
            { "gaps", seen.Gaps.Count },
            { "openGaps", seen.Gaps.Count(g => g.End is null) },
            { "silentDaysWithoutGap", unnoticed.Length },
            { "lastReceived", seen.Sources.Max(s => s.LastReceived) },
        };
        if (SourceTrouble.Find(seen) is { } trouble) return Judgement.Fail(trouble, facts);
        if (seen.Sources.FirstOrDefault(s => seen.To - s.LastReceived > SourceTrouble.MaxSilence) is { } silent)
        {
            return Judgement.Fail(
                $"The source '{silent.Source}' has been silent since {Wording.Time(silent.LastReceived)}, and no gap was recorded.",
                facts);
        }

        if (unnoticed.Length > 0)
        {
            return Judgement.Fail(
                $"{Wording.Count(unnoticed.Length, "day")} without records went without a recorded gap, the first is "
                + $"{Wording.Day(unnoticed[0])}.",
                facts);
        }

        return Judgement.Pass(
            $"{Wording.Count(seen.Sources.Count, "source")} watched, all delivering; "
            + $"{Wording.Count(seen.Gaps.Count, "gap")} of the period noticed with start, end and cause.",
            facts);
    }

    private static IEnumerable<DateTime> Silent(Observations seen, LogDays days) =>
        days.Beginning(seen.Today) is { } beginning
            ? days.Missing(beginning > seen.From.Date ? beginning : seen.From.Date, seen.Today)
            : [];
}
