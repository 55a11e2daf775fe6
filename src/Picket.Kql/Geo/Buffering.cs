namespace Picket.Kql.Geo;

/// <summary>
/// The region within a distance of points, lines and polygons. Curves are drawn as arcs that leave the ideal curve by no more than the tolerance:
/// each arc of the input gets an outline with round ends, and the outlines are united.
/// </summary>
internal sealed class Buffering
{
    public const double DefaultTolerance = 10;

    private const double LeastToleranceRatio = 1e-6;

    // A share of the step below which two points count as one.
    private const double NearPoint = 1e-6;

    // The most vertices of all outlines together.
    private const double MaxOutline = 500_000;

    private readonly double _radius;
    private readonly double _steps;
    private readonly double _step;

    private Buffering(double radiusMeters, double toleranceMeters)
    {
        _radius = Earth.Radians(radiusMeters);
        var tolerance = Earth.Radians(Math.Min(toleranceMeters, radiusMeters * 0.999_999));
        var step = 2 * Math.Acos(Math.Tan(_radius - tolerance) / Math.Tan(_radius));
        _steps = Math.Max(3, Math.Ceiling(2 * Math.PI / step - 1e-9));
        _step = 2 * Math.PI / _steps;
    }

    /// <summary>Null when the radius or the tolerance is out of range; radii reach to a quarter of the Earth's girth.</summary>
    public static Buffering? Of(double radiusMeters, double toleranceMeters) =>
        radiusMeters > 0 && Earth.Radians(radiusMeters) < Math.PI / 2
            && toleranceMeters > 0 && toleranceMeters >= radiusMeters * LeastToleranceRatio
            ? new Buffering(radiusMeters, toleranceMeters) : null;

    public GeoPolygon Around(Vector point)
    {
        var start = point.Orthogonal();
        return Region(Round(point, start, 2 * Math.PI));
    }

    /// <summary>Null when the outline would have too many vertices.</summary>
    public GeoPolygon? Around(GeoLine line) => IsDrawable(line.Arcs) ? Overlay.Union(line.Arcs.Select(Around)) : null;

    /// <summary>Null when the outline would have too many vertices.</summary>
    public GeoPolygon? Around(GeoPolygon polygon) =>
        IsDrawable(polygon.Boundary) ? Overlay.Union(polygon.Boundary.Select(Around).Append(polygon)) : null;

    private bool IsDrawable(IReadOnlyList<Arc> arcs) => arcs.Sum(a => 2 * Math.PI / _step + 2 * a.Length / SideStep(a.Length)) <= MaxOutline;

    private GeoPolygon Around(Arc arc)
    {
        // To the right of the arc; the outline runs counter-clockwise around it.
        var right = -arc.Start.StableCross(arc.End).Normalized();
        return Region(
        [
            .. Round(arc.Start, -right, Math.PI), .. Side(arc, right), .. Round(arc.End, right, Math.PI), .. Side(arc.Reversed, -right),
        ]);
    }

    // Counter-clockwise. Between the ends come the same points of the circle whichever arc asks, so that outlines of neighbours fit.
    private IEnumerable<Vector> Round(Vector center, Vector from, double angle)
    {
        yield return Offset(center, from);
        var axis = center.Orthogonal();
        var across = center.Cross(axis);
        var start = Math.Atan2(from.Dot(across), from.Dot(axis));
        for (var i = Math.Floor(start / _step + NearPoint) + 1; i * _step < start + angle - NearPoint * _step; i++)
        {
            // Counted within one turn: the same point has the same bits.
            var (sin, cos) = Math.SinCos((i % _steps + _steps) % _steps * _step);
            yield return Offset(center, axis * cos + across * sin);
        }
    }

    // A line beside a geodesic bends away from it: it gets vertices of its own.
    private IEnumerable<Vector> Side(Arc arc, Vector side)
    {
        for (var along = 0.0; along < arc.Length - 1e-15; along += SideStep(arc.Length))
            yield return Offset(arc.At(along), side);
    }

    private double SideStep(double length) => Math.Max(Math.Min(length, _step), length / 1_000);

    private Vector Offset(Vector from, Vector direction) => (from * Math.Cos(_radius) + direction * Math.Sin(_radius)).Normalized();

    private static GeoPolygon Region(IEnumerable<Vector> outline) => new([new PolygonPart(new Ring([.. outline.Distinct()]), [])]);
}
