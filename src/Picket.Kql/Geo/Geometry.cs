namespace Picket.Kql.Geo;

/// <summary>What is written as dynamic GeoJSON.</summary>
internal static class Geometry
{
    public static object Point(Vector point) => Bag("Point", Pair(GeoPoint.From(point)));

    public static object Point(GeoPoint point) => Bag("Point", Pair(point));

    public static object Line(IEnumerable<GeoPoint> path) => Bag("LineString", Pairs(path));

    public static object Lines(IReadOnlyList<IReadOnlyList<GeoPoint>> paths) =>
        paths.Count == 1 ? Line(paths[0]) : Bag("MultiLineString", [.. paths.Select(Pairs)]);

    public static object Lines(IEnumerable<IReadOnlyList<Vector>> paths) =>
        Lines([.. paths.Select(p => (IReadOnlyList<GeoPoint>)[.. p.Select(GeoPoint.From)])]);

    /// <summary>A ring of vertices, the first not repeated.</summary>
    public static object Ring(IEnumerable<GeoPoint> ring) => Bag("Polygon", [Closed(ring)]);

    public static object Polygon(GeoPolygon polygon) =>
        Rings([.. polygon.Parts.Select(p => (IReadOnlyList<IEnumerable<GeoPoint>>)[.. RingsOf(p)])]);

    /// <summary>Parts of rings, the first vertex of each not repeated.</summary>
    public static object Rings(IReadOnlyList<IReadOnlyList<IEnumerable<GeoPoint>>> parts) => parts.Count == 1
        ? Bag("Polygon", [.. parts[0].Select(Closed)])
        : Bag("MultiPolygon", [.. parts.Select(rings => (object?)(object?[])[.. rings.Select(Closed)])]);

    /// <summary>Points, lines and areas: one geometry where they are of one kind, else a collection.</summary>
    public static object Mixed(IReadOnlyList<Vector> points, IReadOnlyList<IReadOnlyList<Vector>> lines, GeoPolygon polygon)
    {
        var kinds = new List<object?>();
        if (points.Count > 0)
            kinds.Add(points.Count == 1 ? Point(points[0]) : Bag("MultiPoint", Pairs(points.Select(GeoPoint.From))));
        if (lines.Count > 0)
            kinds.Add(Lines(lines));
        if (polygon.Parts.Count > 0)
            kinds.Add(Polygon(polygon));
        return kinds is [{ } only] ? only : Collection(kinds);
    }

    public static object Collection(IEnumerable<object?> geometries) => new OrderedDictionary<string, object?>
    {
        ["type"] = "GeometryCollection",
        ["geometries"] = (object?[])[.. geometries],
    };

    public static object Bag(string type, object?[] coordinates) =>
        new OrderedDictionary<string, object?> { ["type"] = type, ["coordinates"] = coordinates };

    public static object?[] Pair(GeoPoint point) => [Degrees(point.Longitude), Degrees(point.Latitude)];

    public static object?[] Pairs(IEnumerable<GeoPoint> points) => [.. points.Select(Pair)];

    // Holes run clockwise (RFC 7946 §3.1.6).
    private static IEnumerable<IEnumerable<GeoPoint>> RingsOf(PolygonPart part) =>
        part.Holes.Select(h => h.Vertices.Reverse().Select(GeoPoint.From)).Prepend(part.Shell.Vertices.Select(GeoPoint.From));

    private static object?[] Closed(IEnumerable<GeoPoint> ring)
    {
        var pairs = Pairs(ring);
        return [.. pairs, pairs[0]];
    }

    // Whole degrees are written without a fraction.
    public static object? Degrees(double degrees)
    {
        if (degrees == Math.Truncate(degrees))
            return (long)degrees;
        return degrees;
    }
}
