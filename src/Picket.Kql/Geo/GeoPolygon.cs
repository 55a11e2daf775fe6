namespace Picket.Kql.Geo;

/// <summary>An outer ring and the rings cut out of it.</summary>
internal sealed record PolygonPart(Ring Shell, IReadOnlyList<Ring> Holes)
{
    public IEnumerable<Ring> Rings => [Shell, .. Holes];

    public bool Contains(Vector point) => Shell.Contains(point) && !Holes.Any(h => h.Contains(point));
}

/// <summary>A region of the sphere; its parts do not overlap.</summary>
internal sealed class GeoPolygon(IReadOnlyList<PolygonPart> parts)
{
    private IReadOnlyList<Arc>? _boundary;

    public IReadOnlyList<PolygonPart> Parts { get; } = parts;

    /// <summary>All arcs of the boundary, with the inside on their left.</summary>
    public IReadOnlyList<Arc> Boundary => _boundary ??= [.. Parts.SelectMany(BoundaryOf)];

    /// <summary>In square metres.</summary>
    public double AreaSquareMeters =>
        Parts.Sum(p => p.Shell.Area - p.Holes.Sum(h => h.Area)) * Earth.Radius * Earth.Radius;

    public double PerimeterMeters => Earth.Meters(Parts.Sum(p => p.Rings.Sum(r => r.Perimeter)));

    /// <summary>The middle of the mass of an even sheet.</summary>
    public Vector Centroid => Parts
        .Aggregate(default(Vector), (sum, p) => p.Holes.Aggregate(sum + p.Shell.Moment, (rest, h) => rest - h.Moment))
        .Normalized();

    public bool Contains(Vector point) => Parts.Any(p => p.Contains(point));

    public bool Contains(double longitude, double latitude) => Contains(Vector.FromDegrees(longitude, latitude));

    /// <summary>Radians to the nearest point of the region; 0 inside.</summary>
    public double DistanceTo(Vector point) => Contains(point) ? 0 : Boundary.Min(a => a.DistanceTo(point));

    public Vector ClosestTo(Vector point) =>
        Contains(point) ? point : Boundary.MinBy(a => a.DistanceTo(point)).ClosestTo(point);

    private static IEnumerable<Arc> BoundaryOf(PolygonPart part) =>
        part.Shell.Arcs.Concat(part.Holes.SelectMany(h => h.Arcs.Reverse().Select(a => a.Reversed)));
}
