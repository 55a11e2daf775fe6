namespace Picket.Kql.Series;

/// <summary>
/// Scores of how far points lie outside of the others, by Tukey's fences: 0 between the quartiles of all, else the distance to a quartile
/// in units of their range, negative below. Beyond 1.5 is mild, beyond 3 strong.
/// </summary>
internal static class Outliers
{
    /// <summary>
    /// Scores with quartiles of what is left when the smallest or the largest points are set aside: those below the first share of the
    /// sorted points when a low point is judged, those from the second share on when a high one is. 0 and 1 set none aside.
    /// Points that are NaN take no part and score 0.
    /// </summary>
    public static double[] Scores(double[] series, double lowShare, double highShare)
    {
        var sorted = series.Where(v => !double.IsNaN(v)).Order().ToArray();
        var low = Fence.Of(sorted.AsSpan((int)(lowShare * sorted.Length)..));
        var high = Fence.Of(sorted.AsSpan(..(int)(highShare * sorted.Length)));
        var all = Fence.Of(sorted);
        return Array.ConvertAll(series, value =>
            value > all.Upper ? Math.Max((value - high.Upper) / high.Range, 0)
            : value < all.Lower ? Math.Min((value - low.Lower) / low.Range, 0)
            : 0);
    }

    private readonly record struct Fence(double Lower, double Upper)
    {
        // Points that are all alike are told apart by the smallest difference.
        public double Range => Math.Max(Upper - Lower, Math.Max(Math.Abs(Upper), 1) * 1e-9);

        public static Fence Of(ReadOnlySpan<double> sorted) => new(Moments.Quantile(sorted, 0.25), Moments.Quantile(sorted, 0.75));
    }
}
