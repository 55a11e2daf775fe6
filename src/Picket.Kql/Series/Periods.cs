namespace Picket.Kql.Series;

/// <summary>
/// Periods of a series, judged by how alike it is to itself one and two periods later. A period has four points or more and at
/// most half the length. Scores go from 0 to 1.
/// </summary>
internal static class Periods
{
    /// <summary>The shortest period, in points.</summary>
    public const int Shortest = 4;

    // Below, two peaks of noise look like a period.
    private const double LeastScore = 0.3;

    /// <summary>The best period between two lengths, 0 where none scores as much as the threshold.</summary>
    public static int Best(double[] series, double threshold) =>
        Detect(series, Shortest, series.Length, 1) is [{ Score: var score, Period: var period }] && score >= threshold ? period : 0;

    /// <summary>The periods of the best scores, best first; multiples of better ones are none of their own.</summary>
    public static IReadOnlyList<(int Period, double Score)> Detect(double[] series, double shortest, double longest, long most)
    {
        var first = (int)Math.Ceiling(shortest > Shortest ? Math.Min(shortest, int.MaxValue) : Shortest);
        var last = (int)Math.Floor(Math.Clamp(longest, 0, series.Length / 2));
        var likeness = Likeness(series);
        var found = new List<(int Period, double Score)>();
        var peaks = Enumerable.Range(first, Math.Max(0, last - first + 1))
            .Where(p => p + 1 < likeness.Length && likeness[p] >= likeness[p - 1] && likeness[p] >= likeness[p + 1])
            .Select(p => (Period: p, Score: Score(likeness, p)))
            .Where(p => p.Score >= LeastScore)
            .OrderByDescending(p => p.Score).ThenBy(p => p.Period);
        foreach (var peak in peaks)
        {
            if (found.Count < most && found.All(f => !IsMultiple(peak.Period, f.Period)))
                found.Add(peak);
        }

        return found;
    }

    /// <summary>The score of one period; 0 for one too short or too long to be told.</summary>
    public static double Score(double[] series, double period) =>
        period >= Shortest && period <= series.Length / 2.0 ? Score(Likeness(series), (int)Math.Round(period)) : 0;

    private static double Score(double[] likeness, int period) =>
        2 * period < likeness.Length ? Math.Clamp(Math.Min(likeness[period], likeness[2 * period]), 0, 1) : 0;

    private static bool IsMultiple(int period, int of)
    {
        var rest = period % of;
        return period > of && Math.Min(rest, of - rest) <= 1;
    }

    // The autocorrelation for each shift, each as if all points took part.
    private static double[] Likeness(double[] series)
    {
        var mean = Moments.Mean(series);
        var padded = new System.Numerics.Complex[2 * series.Length];
        for (var i = 0; i < series.Length; i++)
            padded[i] = series[i] - mean;
        var power = Array.ConvertAll(Fourier.Transform(padded), c => new System.Numerics.Complex(c.Real * c.Real + c.Imaginary * c.Imaginary, 0));
        var products = Fourier.Invert(power);
        var all = products[0].Real / series.Length;
        var likeness = new double[series.Length];
        for (var i = 0; i < series.Length; i++)
            likeness[i] = all > 0 ? products[i].Real / (series.Length - i) / all : 0;
        return likeness;
    }
}
