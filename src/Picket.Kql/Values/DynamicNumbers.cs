namespace Picket.Kql.Values;

/// <summary>Numbers read out of dynamic values.</summary>
internal static class DynamicNumbers
{
    /// <summary>A number as a real; false for what is no number, texts and flags too.</summary>
    public static bool TryReal(object? value, out double number)
    {
        number = value switch
        {
            double real => real,
            long whole => whole,
            int whole => whole,
            decimal exact => (double)exact,
            _ => double.NaN,
        };
        return value is double or long or int or decimal;
    }

    /// <summary>A number as a real, else null.</summary>
    public static double? Real(object? value) => TryReal(value, out var number) ? number : null;

    /// <summary>A whole number, else null.</summary>
    public static long? Whole(object? value) => value switch
    {
        long whole => whole,
        int whole => whole,
        double real when Math.Abs(real) < long.MaxValue => (long)real,
        _ => null,
    };

    public static bool IsWhole(object? value) => value is long or int;

    /// <summary>The elements of an array, else null.</summary>
    public static object?[]? Array(object? value) => value as object?[];

    /// <summary>The numbers of an array, NaN for what is none; null when it is no array or is empty.</summary>
    public static double[]? Series(object? value) => value is object?[] { Length: > 0 } array
        ? System.Array.ConvertAll(array, e => TryReal(e, out var number) ? number : double.NaN)
        : null;

    /// <summary>Reals as an array of dynamic; NaN is null.</summary>
    public static object?[] Dynamic(IEnumerable<double> series) => [.. series.Select(Dynamic)];

    /// <summary>A real as dynamic; NaN, which JSON has not, is null.</summary>
    public static object? Dynamic(double number) => double.IsNaN(number) ? null : number;
}
