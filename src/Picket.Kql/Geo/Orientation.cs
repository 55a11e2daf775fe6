using System.Numerics;

namespace Picket.Kql.Geo;

/// <summary>
/// On which side of a great circle a point lies, decided exactly: in doubles where their error allows it, else in whole numbers, and
/// for points on one great circle by symbolic perturbation (Edelsbrunner and Mücke, in the order S2 uses), so that answers never contradict each other.
/// </summary>
internal static class Orientation
{
    // Well above the error bound of the determinant of three unit vectors in doubles.
    private const double SafeDeterminant = 1e-15;

    /// <summary>+1 when the points are counter-clockwise, -1 when clockwise, 0 only when two of them are equal.</summary>
    public static int Sign(Vector a, Vector b, Vector c)
    {
        var determinant = a.Cross(b).Dot(c);
        if (Math.Abs(determinant) > SafeDeterminant)
            return Math.Sign(determinant);
        return a == b || b == c || c == a ? 0 : ExactSign(a, b, c);
    }

    /// <summary>Whether the directions a, b, c are met in this order when turning counter-clockwise around o.</summary>
    public static bool Ordered(Vector a, Vector b, Vector c, Vector o)
    {
        var votes = (Sign(b, o, a) >= 0 ? 1 : 0) + (Sign(c, o, b) >= 0 ? 1 : 0) + (Sign(a, o, c) > 0 ? 1 : 0);
        return votes >= 2;
    }

    private static int ExactSign(Vector a, Vector b, Vector c)
    {
        var permutation = 1;
        if (a.CompareTo(b) > 0)
            (a, b, permutation) = (b, a, -permutation);
        if (b.CompareTo(c) > 0)
            (b, c, permutation) = (c, b, -permutation);
        if (a.CompareTo(b) > 0)
            (a, b, permutation) = (b, a, -permutation);

        var exponent = new[] { a, b, c }.Min(LeastExponent);
        return permutation * Perturbed(Whole(a, exponent), Whole(b, exponent), Whole(c, exponent));
    }

    private static int Perturbed(BigInteger[] a, BigInteger[] b, BigInteger[] c)
    {
        var cross = new[] { b[1] * c[2] - b[2] * c[1], b[2] * c[0] - b[0] * c[2], b[0] * c[1] - b[1] * c[0] };
        ReadOnlySpan<BigInteger> terms =
        [
            a[0] * cross[0] + a[1] * cross[1] + a[2] * cross[2],
            cross[2], cross[1], cross[0],
            c[0] * a[1] - c[1] * a[0], c[0], -c[1], c[2] * a[0] - c[0] * a[2], c[2], c[1] * a[2] - c[2] * a[1],
            a[0] * b[1] - a[1] * b[0], -b[0], b[1], a[0],
        ];
        foreach (var term in terms)
        {
            if (!term.IsZero)
                return term.Sign;
        }

        return 1;
    }

    private static int LeastExponent(Vector v) => Math.Min(Exponent(v.X), Math.Min(Exponent(v.Y), Exponent(v.Z)));

    private static int Exponent(double number) => number == 0 ? 0 : Math.Max(Math.ILogB(number), -1022) - 52;

    private static BigInteger[] Whole(Vector v, int exponent) => [Whole(v.X, exponent), Whole(v.Y, exponent), Whole(v.Z, exponent)];

    private static BigInteger Whole(double number, int exponent)
    {
        if (number == 0)
            return BigInteger.Zero;
        var own = Exponent(number);
        return (BigInteger)Math.ScaleB(number, -own) << (own - exponent);
    }
}
