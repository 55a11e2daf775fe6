using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Numbers. What is not defined (the root of a negative one, say) is null; the logarithm of zero is minus infinity.</summary>
internal static class MathFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("abs(number) first=", Abs),
        new("sign(number) real", a => a[0] is TimeSpan span ? Math.Sign(span.Ticks) : Sign(a[0])),
        new("round(number,long?) first=", Round),
        new("ceiling(number) first=", Ceiling),
        new("sqrt(real) real=", Real(Math.Sqrt)),
        new("exp(real) real=", Real(Math.Exp)),
        new("exp2(real) real=", Real(x => Math.Pow(2, x))),
        new("exp10(real) real=", Real(x => Math.Pow(10, x))),
        new("log(real) real=", Real(Math.Log)),
        new("log2(real) real=", Real(Math.Log2)),
        new("log10(real) real=", Real(Math.Log10)),
        new("pow(real,real) real=", a => Math.Pow((double)a[0]!, (double)a[1]!)),
        new("pi() real", _ => Math.PI),
    ];

    /// <summary>A function of one real as a body; null where it is not defined.</summary>
    public static ScalarBody Real(Func<double, double> function) => a =>
    {
        var number = (double)a[0]!;
        var result = function(number);
        return double.IsNaN(result) && !double.IsNaN(number) ? null : result;
    };

    private static object? Abs(object?[] a) => a[0] switch
    {
        int number => number == int.MinValue ? null : Math.Abs(number),
        long number => number == long.MinValue ? null : Math.Abs(number),
        decimal number => Math.Abs(number),
        TimeSpan span => span == TimeSpan.MinValue ? null : span.Duration(),
        double number => Math.Abs(number),
        _ => null,
    };

    private static object? Sign(object? value) =>
        DynamicNumbers.TryReal(value, out var number) ? double.IsNaN(number) ? double.NaN : (double)Math.Sign(number) : null;

    private static object? Ceiling(object?[] a) => a[0] switch
    {
        double number => Math.Ceiling(number),
        decimal number => decimal.Ceiling(number),
        _ => a[0],
    };

    // Halves go away from zero; negative digits round before the point.
    private static object? Round(object?[] a)
    {
        var digits = (int)Math.Clamp(a.Length > 1 ? (long)a[1]! : 0, -MaxDigits, MaxDigits);
        return a[0] switch
        {
            double number => Rounded(number, digits),
            decimal number => digits >= 0 ? decimal.Round(number, digits, MidpointRounding.AwayFromZero) : (decimal)Rounded((double)number, digits),
            long number => digits >= 0 ? number : (long)Rounded(number, digits),
            int number => digits >= 0 ? number : (int)Rounded(number, digits),
            _ => a[0],
        };
    }

    private const int MaxDigits = 15;

    private static double Rounded(double number, int digits)
    {
        if (digits >= 0)
            return Math.Round(number, digits, MidpointRounding.AwayFromZero);
        var unit = Math.Pow(10, -digits);
        return Math.Round(number / unit, MidpointRounding.AwayFromZero) * unit;
    }
}
