using System.Numerics;
using Picket.Kql.Series;
using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Fourier's transform and back; a series is given as its real part and, unless that is all, its imaginary one.</summary>
internal static class SeriesFourierFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("series_fft(dynamic,dynamic?) real:dynamic imag:dynamic", a => Parts(a, Fourier.Transform), seesNull: true),
        new("series_ifft(dynamic,dynamic?) real:dynamic imag:dynamic", a => Parts(a, Fourier.Invert), seesNull: true),
    ];

    private static object?[] Parts(object?[] a, Func<Complex[], Complex[]> transform)
    {
        var imaginary = a.Length > 1 ? SeriesFitFunctions.Finite(a[1]) : null;
        if (SeriesFitFunctions.Finite(a[0]) is not { } real || (a.Length > 1 && imaginary?.Length != real.Length))
            return new object?[2];
        var result = transform([.. real.Select((r, i) => new Complex(r, imaginary?[i] ?? 0))]);
        return [DynamicNumbers.Dynamic(result.Select(c => c.Real)), DynamicNumbers.Dynamic(result.Select(c => c.Imaginary))];
    }
}
