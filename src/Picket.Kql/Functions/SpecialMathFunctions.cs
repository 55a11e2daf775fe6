namespace Picket.Kql.Functions;

/// <summary>Gamma, error and beta functions, and a test of means.</summary>
internal static class SpecialMathFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("gamma(real) real=", MathFunctions.Real(SpecialMath.Gamma)),
        new("loggamma(real) real=", MathFunctions.Real(SpecialMath.LogGamma)),
        new("erf(real) real", MathFunctions.Real(SpecialMath.Erf)),
        new("erfc(real) real", MathFunctions.Real(SpecialMath.Erfc)),
        new("beta_cdf(real,real,real) real", a => SpecialMath.BetaCdf((double)a[0]!, (double)a[1]!, (double)a[2]!)),
        new("beta_inv(real,real,real) real", a => SpecialMath.BetaInverse((double)a[0]!, (double)a[1]!, (double)a[2]!)),
        new("beta_pdf(real,real,real) real", a => SpecialMath.BetaPdf((double)a[0]!, (double)a[1]!, (double)a[2]!)),
        new("welch_test(real,real,real,real,real,real) real", WelchTest),
    ];

    // Of two samples with mean, variance and count: how likely means so far apart are if both are drawn alike (two sides).
    private static object? WelchTest(object?[] a)
    {
        var (mean1, variance1, count1) = ((double)a[0]!, (double)a[1]!, (double)a[2]!);
        var (mean2, variance2, count2) = ((double)a[3]!, (double)a[4]!, (double)a[5]!);
        if (count1 < 2 || count2 < 2 || variance1 < 0 || variance2 < 0)
            return null;
        var (error1, error2) = (variance1 / count1, variance2 / count2);
        var error = error1 + error2;
        if (error == 0)
            return mean1 == mean2 ? 1.0 : 0.0;
        var freedom = error * error / (error1 * error1 / (count1 - 1) + error2 * error2 / (count2 - 1));
        var t = (mean1 - mean2) / Math.Sqrt(error);
        return SpecialMath.BetaCdf(freedom / (freedom + t * t), freedom / 2, 0.5);
    }
}
