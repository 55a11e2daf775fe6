namespace Picket.Kql.Series;

/// <summary>Means and spreads of samples.</summary>
internal static class Moments
{
    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return values.Length == 0 ? double.NaN : sum / values.Length;
    }

    /// <summary>The variance of a sample; 0 for a single value.</summary>
    public static double Variance(ReadOnlySpan<double> values)
    {
        var mean = Mean(values);
        var squares = 0.0;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return squares / Math.Max(values.Length - 1, 1);
    }

    /// <summary>The sum of the squares over one less than their number.</summary>
    public static double SquaresPerPoint(ReadOnlySpan<double> residuals)
    {
        var squares = 0.0;
        foreach (var residual in residuals)
            squares += residual * residual;
        return squares / Math.Max(residuals.Length - 1, 1);
    }

    public static double Median(IEnumerable<double> values) => Quantile([.. values.Order()], 0.5);

    /// <summary>The value below which a share of the sorted values lies, between two of them where it must be.</summary>
    public static double Quantile(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.IsEmpty)
            return double.NaN;
        var place = share * (sorted.Length - 1);
        var low = (int)Math.Floor(place);
        var high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
    }
}
