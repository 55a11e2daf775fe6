namespace Picket.Kql.Geo;

/// <summary>
/// Puts points on edges that are straight on the map of longitude and latitude, so that geodesics between them stay near (the edge
/// tessellation of S2: halving until the estimated distance is within the tolerance).
/// </summary>
internal sealed class Densifier(double toleranceMeters, bool wraps)
{
    public const double MinTolerance = 0.1;

    public const double MaxTolerance = 10_000;

    public const double DefaultTolerance = 10;

    // Where the distance is estimated, and how much it may understate the greatest one.
    private const double Probe = 0.31215691082248312;
    private const double Understatement = 0.83829992569888509;
    private const int MaxHalvings = 24;

    private readonly double _tolerance = Earth.Radians(toleranceMeters) * Understatement;

    public IReadOnlyList<GeoPoint>? Path(IReadOnlyList<GeoPoint> points)
    {
        var path = new List<GeoPoint> { points[0] };
        for (var i = 1; i < points.Count; i++)
        {
            Add(path, points[i - 1], Unwrapped(points[i - 1], points[i]), MaxHalvings);
            path[^1] = points[i];
            if (path.Count > GeoJson.MaxVertices)
                return null;
        }

        return path;
    }

    private void Add(List<GeoPoint> path, GeoPoint start, GeoPoint end, int halvings)
    {
        if (halvings == 0 || path.Count > GeoJson.MaxVertices || Deviation(start, end) <= _tolerance)
        {
            path.Add(Wrapped(end));
            return;
        }

        var middle = Between(start, end, 0.5);
        Add(path, start, middle, halvings - 1);
        Add(path, middle, end, halvings - 1);
    }

    private static double Deviation(GeoPoint start, GeoPoint end)
    {
        var arc = new Arc(start.ToVector(), end.ToVector());
        if (arc.Start == arc.End)
            return 0;
        if (arc.Start.Dot(arc.End) < -1e-14)
            return double.PositiveInfinity;
        return Math.Max(
            arc.AtFraction(Probe).AngleTo(Between(start, end, Probe).ToVector()),
            arc.AtFraction(1 - Probe).AngleTo(Between(start, end, 1 - Probe).ToVector()));
    }

    private static GeoPoint Between(GeoPoint start, GeoPoint end, double fraction) => new(
        start.Longitude + (end.Longitude - start.Longitude) * fraction, start.Latitude + (end.Latitude - start.Latitude) * fraction);

    // The short way round, beyond the antimeridian.
    private GeoPoint Unwrapped(GeoPoint start, GeoPoint end) => !wraps ? end
        : end with { Longitude = start.Longitude + Math.IEEERemainder(end.Longitude - start.Longitude, 360) };

    private static GeoPoint Wrapped(GeoPoint point) =>
        Math.Abs(point.Longitude) <= 180 ? point : point with { Longitude = Math.IEEERemainder(point.Longitude, 360) };
}
