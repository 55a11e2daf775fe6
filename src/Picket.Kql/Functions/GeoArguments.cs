using Picket.Kql.Geo;

namespace Picket.Kql.Functions;

/// <summary>Arguments of geospatial functions.</summary>
internal static class GeoArguments
{
    /// <summary>The point of a longitude and the latitude after it; null when they are out of range.</summary>
    public static GeoPoint? Point(object?[] arguments, int at = 0) =>
        new GeoPoint((double)arguments[at]!, (double)arguments[at + 1]!) is { IsValid: true } point ? point : null;

    public static double Real(object?[] arguments, int at, double otherwise) => arguments.Length > at ? (double)arguments[at]! : otherwise;

    public static bool Flag(object?[] arguments, int at) => arguments.Length > at && (bool)arguments[at]!;

    /// <summary>A whole number between bounds; null when it is beyond them.</summary>
    public static int? Whole(object?[] arguments, int at, int otherwise, int least, int most)
    {
        var number = arguments.Length > at ? (long)arguments[at]! : otherwise;
        return number >= least && number <= most ? (int)number : null;
    }

    public static object?[] Texts<T>(IEnumerable<T> items)
        where T : notnull => [.. items.Select(i => (object?)i.ToString())];
}
