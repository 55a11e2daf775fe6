namespace Picket.Kql.Series;

/// <summary>A series as the sum of what repeats, where it tends to, and the rest.</summary>
internal sealed record Decomposition(double[] Baseline, double[] Seasonal, double[] Trend, double[] Residual)
{
    /// <summary>The least score of a period that is looked for.</summary>
    public const double DefaultThreshold = 0.6;

    /// <summary>Decomposes.</summary>
    /// <param name="series">All points.</param>
    /// <param name="period">Points in a period, 0 for none, negative to look for one.</param>
    /// <param name="trend"><c>avg</c>, <c>linefit</c> or <c>none</c>.</param>
    /// <param name="testPoints">How many points at the end are not learnt from.</param>
    /// <param name="threshold">The least score of a period that is looked for.</param>
    public static Decomposition Of(double[] series, long period, string trend, long testPoints, double threshold)
    {
        var learnt = series[..(int)Math.Clamp(series.Length - Math.Max(testPoints, 0), 1, series.Length)];
        var length = period < 0 ? Periods.Best(learnt, threshold) : (int)Math.Min(period, int.MaxValue);
        var seasonal = SeasonalOf(learnt, length, series.Length);
        var deseasoned = learnt.Select((v, i) => v - seasonal[i]).ToArray();
        var line = TrendOf(deseasoned, trend, series.Length);
        var baseline = seasonal.Zip(line, (s, t) => s + t).ToArray();
        return new Decomposition(baseline, seasonal, line, [.. series.Zip(baseline, (x, b) => x - b)]);
    }

    /// <summary>The median of each place in the period, repeated over a length; zeros without a period.</summary>
    public static double[] SeasonalOf(double[] learnt, int period, int length)
    {
        var seasonal = new double[length];
        if (period <= 0 || period > learnt.Length)
            return seasonal;
        var medians = Enumerable.Range(0, period).Select(phase => Moments.Median(learnt.Where((_, i) => i % period == phase))).ToArray();
        for (var i = 0; i < length; i++)
            seasonal[i] = medians[i % period];
        return seasonal;
    }

    private static double[] TrendOf(double[] learnt, string trend, int length)
    {
        switch (trend)
        {
            case "none":
                return new double[length];
            case "linefit":
                return [.. LineFit.Of(learnt).Line(length)];
            default:
                return [.. Enumerable.Repeat(Moments.Mean(learnt), length)];
        }
    }
}
