namespace Picket.Kql.Geo;

/// <summary>
/// Leaves out vertices that are nearer to others than a tolerance, and chains of short arcs that one long arc can stand for.
/// </summary>
internal sealed class Simplifier(double toleranceMeters)
{
    public const double MaxTolerance = 7_800_000;

    public const double DefaultTolerance = 10;

    private readonly double _tolerance = Earth.Radians(toleranceMeters);

    /// <summary>Null when nothing is left.</summary>
    public GeoLine? Line(GeoLine line)
    {
        var paths = line.Paths.Select(Path).Where(p => p.Count > 1).ToList();
        return paths.Count == 0 ? null : new GeoLine(paths);
    }

    /// <summary>Null when nothing is left.</summary>
    public GeoPolygon? Polygon(GeoPolygon polygon)
    {
        var parts = new List<PolygonPart>();
        foreach (var part in polygon.Parts)
        {
            if (Ring(part.Shell) is { } shell)
                parts.Add(new PolygonPart(shell, [.. part.Holes.Select(Ring).OfType<Ring>()]));
        }

        return parts.Count == 0 ? null : new GeoPolygon(parts);
    }

    private Ring? Ring(Ring ring)
    {
        var path = Path([.. ring.Vertices, ring.Vertices[0]]);
        return path.Count > 3 ? new Ring(path.SkipLast(1).ToList()) : null;
    }

    private List<Vector> Path(IReadOnlyList<Vector> path)
    {
        var apart = Apart(path);
        var kept = new List<Vector> { apart[0] };
        for (var i = 0; i < apart.Count - 1;)
        {
            i = Reach(apart, i);
            kept.Add(apart[i]);
        }

        return kept;
    }

    // The ends stay; a vertex stays when it is far enough from those kept before and, as the end stays, from the end.
    private List<Vector> Apart(IReadOnlyList<Vector> path)
    {
        var (first, last) = (path[0], path[^1]);
        var kept = new List<Vector> { first };
        foreach (var vertex in path.Skip(1).SkipLast(1))
        {
            if (vertex.AngleTo(kept[^1]) >= _tolerance && vertex.AngleTo(last) >= _tolerance && vertex.AngleTo(first) >= _tolerance)
                kept.Add(vertex);
        }

        if (first == last ? kept.Count > 1 : first.AngleTo(last) >= _tolerance || kept.Count > 1)
            kept.Add(last);
        return kept;
    }

    // The farthest vertex to which one arc passes all in between within the tolerance.
    private int Reach(List<Vector> path, int from)
    {
        var reach = from + 1;
        for (var to = from + 2; to < path.Count; to++)
        {
            var arc = new Arc(path[from], path[to]);
            if (path[from] == path[to] || path.GetRange(from + 1, to - from - 1).Exists(v => arc.DistanceTo(v) > _tolerance))
                break;
            reach = to;
        }

        return reach;
    }
}
