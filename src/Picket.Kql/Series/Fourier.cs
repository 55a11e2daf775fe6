using System.Numerics;

namespace Picket.Kql.Series;

/// <summary>The discrete Fourier transform of a series of any length.</summary>
internal static class Fourier
{
    public static Complex[] Transform(Complex[] series) => Transformed(series, -1);

    /// <summary>The series whose transform this is.</summary>
    public static Complex[] Invert(Complex[] transform) => Array.ConvertAll(Transformed(transform, 1), c => c / transform.Length);

    private static Complex[] Transformed(Complex[] series, int sign) =>
        BitOperations.IsPow2(series.Length) ? ByHalves(series, sign) : ByConvolution(series, sign);

    private static Complex[] ByHalves(Complex[] series, int sign)
    {
        if (series.Length == 1)
            return series;
        var half = series.Length / 2;
        var even = ByHalves([.. series.Where((_, i) => i % 2 == 0)], sign);
        var odd = ByHalves([.. series.Where((_, i) => i % 2 == 1)], sign);
        var result = new Complex[series.Length];
        for (var i = 0; i < half; i++)
        {
            var turned = Complex.FromPolarCoordinates(1, sign * 2 * Math.PI * i / series.Length) * odd[i];
            result[i] = even[i] + turned;
            result[i + half] = even[i] - turned;
        }

        return result;
    }

    // Bluestein's way: a product of two series whose length is a power of two.
    private static Complex[] ByConvolution(Complex[] series, int sign)
    {
        var n = series.Length;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * n - 1));
        var chirp = new Complex[n];
        for (var i = 0; i < n; i++)
            chirp[i] = Complex.FromPolarCoordinates(1, sign * Math.PI * ((long)i * i % (2L * n)) / n);
        var (left, right) = (new Complex[size], new Complex[size]);
        for (var i = 0; i < n; i++)
        {
            left[i] = series[i] * chirp[i];
            right[i] = right[(size - i) % size] = Complex.Conjugate(chirp[i]);
        }

        var (a, b) = (ByHalves(left, -1), ByHalves(right, -1));
        var product = ByHalves([.. a.Zip(b, (x, y) => x * y)], 1);
        return [.. Enumerable.Range(0, n).Select(i => product[i] / size * chirp[i])];
    }
}
