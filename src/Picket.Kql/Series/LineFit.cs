namespace Picket.Kql.Series;

/// <summary>The straight line with the least squares through points at 0, 1, 2 …; variances are those of a sample.</summary>
internal sealed record LineFit(double RSquare, double Slope, double Variance, double ResidualVariance, double Interception)
{
    public double At(int x) => Interception + Slope * x;

    public IEnumerable<double> Line(int length) => Enumerable.Range(0, length).Select(At);

    /// <summary>The line through two points or more; a single point lies on its own flat line.</summary>
    public static LineFit Of(ReadOnlySpan<double> y)
    {
        var middle = (y.Length - 1) / 2.0;
        var mean = Moments.Mean(y);
        double across = 0, along = 0;
        for (var i = 0; i < y.Length; i++)
        {
            across += (i - middle) * (y[i] - mean);
            along += (i - middle) * (i - middle);
        }

        var slope = along > 0 ? across / along : 0;
        var interception = mean - slope * middle;
        var residuals = new double[y.Length];
        for (var i = 0; i < y.Length; i++)
            residuals[i] = y[i] - interception - slope * i;

        var (variance, residual) = (Moments.Variance(y), Moments.SquaresPerPoint(residuals));
        return new LineFit(RSquareOf(variance, residual), slope, variance, residual, interception);
    }

    /// <summary>How much of the variance is explained, from 0 to 1; a constant is explained by itself.</summary>
    public static double RSquareOf(double variance, double residual) => variance > 0 ? Math.Max(0, 1 - residual / variance) : 1;
}
