namespace Picket.Kql.Geo;

/// <summary>A position in degrees.</summary>
internal readonly record struct GeoPoint(double Longitude, double Latitude)
{
    public bool IsValid => Math.Abs(Longitude) <= 180 && Math.Abs(Latitude) <= 90;

    public Vector ToVector() => Vector.FromDegrees(Longitude, Latitude);

    public static GeoPoint From(Vector vector) => new(vector.Longitude, vector.Latitude);
}
