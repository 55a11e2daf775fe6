namespace Picket.Kql.Geo;

/// <summary>The sphere that distances are measured on.</summary>
internal static class Earth
{
    /// <summary>The mean radius in metres.</summary>
    public const double Radius = 6_371_010;

    public static double Meters(double radians) => radians * Radius;

    public static double Radians(double meters) => meters / Radius;
}
