namespace Picket.Kql.Series;

/// <summary>The polynomial of a degree with the least squares through points; coefficients from the highest power to the constant.</summary>
internal sealed record PolynomialFit(double RSquare, double[] Coefficients, double Variance, double ResidualVariance, double[] Line)
{
    /// <summary>The highest degree; above, rounding decides more than the data.</summary>
    public const int MaxDegree = 32;

    /// <summary>The best fit; null when the points are too few or too alike for the degree.</summary>
    public static PolynomialFit? Of(double[] y, double[] x, int degree)
    {
        if (degree is < 0 or > MaxDegree || y.Length != x.Length || y.Length <= degree)
            return null;

        // Powers of numbers from -1 to 1 lose the fewest digits.
        var (low, high) = (x.Min(), x.Max());
        var (middle, half) = ((low + high) / 2, high > low ? (high - low) / 2 : 1);
        if (Solve(y, Array.ConvertAll(x, v => (v - middle) / half), degree) is not { } scaled)
            return null;

        var line = Array.ConvertAll(x, v => Evaluate(scaled, (v - middle) / half));
        var (variance, residual) = (Moments.Variance(y), Moments.SquaresPerPoint([.. y.Zip(line, (a, b) => a - b)]));
        var coefficients = Unscaled(scaled, middle, half);
        Array.Reverse(coefficients);
        return new PolynomialFit(LineFit.RSquareOf(variance, residual), coefficients, variance, residual, line);
    }

    private static double Evaluate(double[] coefficients, double x)
    {
        var value = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
            value = value * x + coefficients[i];
        return value;
    }

    // Coefficients of (x - middle) / half, constant first, as coefficients of x.
    private static double[] Unscaled(double[] scaled, double middle, double half)
    {
        var result = new double[scaled.Length];
        for (var i = scaled.Length - 1; i >= 0; i--)
        {
            for (var j = scaled.Length - 1; j >= 0; j--)
                result[j] = ((j > 0 ? result[j - 1] : 0) - middle * result[j]) / half;
            result[0] += scaled[i];
        }

        return result;
    }

    // Least squares by Householder reflections of the matrix of powers.
    private static double[]? Solve(double[] y, double[] x, int degree)
    {
        var columns = degree + 1;
        var matrix = new double[columns][];
        for (var c = 0; c < columns; c++)
            matrix[c] = Array.ConvertAll(x, v => Math.Pow(v, c));
        var right = (double[])y.Clone();
        var diagonal = new double[columns];
        for (var c = 0; c < columns; c++)
        {
            var norm = Math.Sqrt(matrix[c].Skip(c).Sum(v => v * v));
            if (norm < 1e-12 * x.Length)
                return null;
            diagonal[c] = matrix[c][c] > 0 ? -norm : norm;
            matrix[c][c] -= diagonal[c];
            for (var other = c + 1; other < columns; other++)
                Reflect(matrix[c], matrix[other], c);
            Reflect(matrix[c], right, c);
        }

        var result = new double[columns];
        for (var c = columns - 1; c >= 0; c--)
        {
            var rest = right[c];
            for (var other = c + 1; other < columns; other++)
                rest -= matrix[other][c] * result[other];
            result[c] = rest / diagonal[c];
        }

        return result;
    }

    private static void Reflect(double[] mirror, double[] vector, int from)
    {
        double along = 0, length = 0;
        for (var i = from; i < mirror.Length; i++)
        {
            along += mirror[i] * vector[i];
            length += mirror[i] * mirror[i];
        }

        for (var i = from; i < mirror.Length && length > 0; i++)
            vector[i] -= 2 * along / length * mirror[i];
    }
}
