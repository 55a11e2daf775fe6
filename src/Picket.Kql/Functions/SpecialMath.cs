namespace Picket.Kql.Functions;

/// <summary>Special functions, to nearly the digits of a double.</summary>
internal static class SpecialMath
{
    private const double Tiny = 1e-300;
    private const double Enough = 1e-16;
    private const int MaxTerms = 10_000;

    // Lanczos' approximation with g = 7.
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    public static double Gamma(double x)
    {
        if (x == Math.Floor(x) && x is > 0 and < 171)
            return Enumerable.Range(1, (int)x - 1).Aggregate(1.0, (product, i) => product * i);
        if (x <= 0 && x == Math.Floor(x))
            return double.NaN;
        if (x < 0.5)
            return Math.PI / (Math.Sin(Math.PI * x) * Gamma(1 - x));
        return Math.Exp(LogGamma(x));
    }

    /// <summary>The logarithm of the gamma function's absolute value.</summary>
    public static double LogGamma(double x)
    {
        if (x <= 0 && x == Math.Floor(x))
            return double.PositiveInfinity;
        if (x < 0.5)
            return Math.Log(Math.PI / Math.Abs(Math.Sin(Math.PI * x))) - LogGamma(1 - x);
        if (x is 1 or 2)
            return 0;
        x -= 1;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
            sum += Lanczos[i] / (x + i);
        var t = x + 7.5;
        return 0.5 * Math.Log(2 * Math.PI) + (x + 0.5) * Math.Log(t) - t + Math.Log(sum);
    }

    public static double Erf(double x)
    {
        if (double.IsNaN(x))
            return x;
        return Math.Abs(x) < 2 ? ErfSeries(x) : x > 0 ? 1 - ErfcFraction(x) : ErfcFraction(-x) - 1;
    }

    public static double Erfc(double x)
    {
        if (double.IsNaN(x))
            return x;
        if (x < 2)
            return x > -2 ? 1 - ErfSeries(x) : 2 - ErfcFraction(-x);
        return ErfcFraction(x);
    }

    private static double ErfSeries(double x)
    {
        double term = x, sum = x;
        for (var n = 1; n < MaxTerms && Math.Abs(term) > Math.Abs(sum) * Enough; n++)
        {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // Its continued fraction, from the inside out.
    private static double ErfcFraction(double x)
    {
        if (x > 27)
            return 0;
        var fraction = 0.0;
        for (var k = 200; k > 0; k--)
            fraction = k / 2.0 / (x + fraction);
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (x + fraction);
    }

    /// <summary>The cumulative beta distribution at x; NaN where x is not from 0 to 1 or a parameter is not above 0.</summary>
    public static double BetaCdf(double x, double alpha, double beta)
    {
        if (!(x is >= 0 and <= 1) || !(alpha > 0) || !(beta > 0))
            return double.NaN;
        if (x is 0 or 1)
            return x;
        var front = Math.Exp(alpha * Math.Log(x) + beta * Math.Log(1 - x) - LogBeta(alpha, beta));
        return x < (alpha + 1) / (alpha + beta + 2)
            ? front * BetaFraction(x, alpha, beta) / alpha
            : 1 - front * BetaFraction(1 - x, beta, alpha) / beta;
    }

    public static double BetaPdf(double x, double alpha, double beta)
    {
        if (!(x is >= 0 and <= 1) || !(alpha > 0) || !(beta > 0))
            return double.NaN;
        return x is 0 or 1
            ? EdgeDensity(x == 0 ? alpha : beta, alpha, beta)
            : Math.Exp((alpha - 1) * Math.Log(x) + (beta - 1) * Math.Log(1 - x) - LogBeta(alpha, beta));
    }

    private static double EdgeDensity(double near, double alpha, double beta) =>
        near < 1 ? double.PositiveInfinity : near > 1 ? 0 : Math.Exp(-LogBeta(alpha, beta));

    /// <summary>The x at which the cumulative beta distribution is a probability.</summary>
    public static double BetaInverse(double probability, double alpha, double beta)
    {
        if (!(probability is >= 0 and <= 1) || !(alpha > 0) || !(beta > 0))
            return double.NaN;
        if (probability is 0 or 1)
            return probability;
        double low = 0, high = 1, middle = 0.5;
        for (var i = 0; i < 1100 && middle > low && middle < high; i++)
        {
            if (BetaCdf(middle, alpha, beta) < probability)
                low = middle;
            else
                high = middle;
            middle = (low + high) / 2;
        }

        return middle;
    }

    private static double LogBeta(double alpha, double beta) => LogGamma(alpha) + LogGamma(beta) - LogGamma(alpha + beta);

    // The continued fraction of the incomplete beta function, by Lentz' method.
    private static double BetaFraction(double x, double a, double b)
    {
        double c = 1, d = Inverted(1 - (a + b) * x / (a + 1)), value = d;
        for (var m = 1; m < MaxTerms; m++)
        {
            var even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = Inverted(1 + even * d);
            c = NotZero(1 + even / c);
            value *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = Inverted(1 + odd * d);
            c = NotZero(1 + odd / c);
            value *= d * c;
            if (Math.Abs(d * c - 1) < Enough)
                break;
        }

        return value;
    }

    private static double Inverted(double value) => 1 / NotZero(value);

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
