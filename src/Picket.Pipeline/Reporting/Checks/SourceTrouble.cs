namespace Picket.Pipeline.Reporting.Checks;

/// <summary>Whether a log source is not delivering at the end of the period.</summary>
internal static class SourceTrouble
{
    /// <summary>How long a source may be silent. An API server with a cluster behind it speaks every second.</summary>
    public static readonly TimeSpan MaxSilence = TimeSpan.FromHours(1);

    /// <summary>One sentence about the first trouble found; null when every source delivers.</summary>
    public static string? Find(Observations seen)
    {
        if (seen.Gaps.FirstOrDefault(g => g.End is null) is { } gap)
        {
            return $"The source '{gap.Source}' has not delivered since {Wording.Time(gap.Start)}: {gap.Cause}";
        }

        return seen.Sources.FirstOrDefault(s => s.Problem.Length > 0) is { } source
            ? $"The source '{source.Source}' reports a problem: {source.Problem}"
            : null;
    }
}
