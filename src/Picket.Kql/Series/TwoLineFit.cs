namespace Picket.Kql.Series;

/// <summary>Two straight lines, left and right of the split that explains most. Each line counts from 0 at its own first point.</summary>
internal sealed record TwoLineFit(double RSquare, int Split, double Variance, double ResidualVariance, LineFit Left, LineFit Right)
{
    public IEnumerable<double> Line(int length) => Left.Line(Split).Concat(Right.Line(length - Split));

    /// <summary>The best fit; null for fewer than four points. The split is the first point of the right line.</summary>
    public static TwoLineFit? Of(double[] y)
    {
        var variance = Moments.Variance(y);
        var before = Residuals(y);
        var after = Residuals([.. y.Reverse()]);
        var best = (Split: 0, Residual: double.PositiveInfinity);
        for (var split = 2; split <= y.Length - 2; split++)
        {
            var residual = before[split] + after[y.Length - split];
            if (residual < best.Residual)
                best = (split, residual);
        }

        if (best.Split == 0)
            return null;
        var perPoint = best.Residual / (y.Length - 1);
        return new TwoLineFit(
            LineFit.RSquareOf(variance, perPoint), best.Split, variance, perPoint, LineFit.Of(y.AsSpan(..best.Split)), LineFit.Of(y.AsSpan(best.Split..)));
    }

    // The squares left of a line through the first so many points, for each number of points, from running sums.
    private static double[] Residuals(double[] y)
    {
        var residuals = new double[y.Length + 1];
        double sumX = 0, sumY = 0, sumXX = 0, sumXY = 0, sumYY = 0;
        var origin = Moments.Mean(y);
        for (var i = 0; i < y.Length; i++)
        {
            var value = y[i] - origin;
            sumX += i;
            sumY += value;
            sumXX += (double)i * i;
            sumXY += i * value;
            sumYY += value * value;
            var n = i + 1.0;
            var along = sumXX - sumX * sumX / n;
            var across = sumXY - sumX * sumY / n;
            residuals[i + 1] = Math.Max(0, sumYY - sumY * sumY / n - (along > 0 ? across * across / along : 0));
        }

        return residuals;
    }
}
