namespace Picket.Kql.Geo;

/// <summary>
/// Union and intersection of regions and lines: arcs are cut where they cross, each piece is kept or left by whether it lies inside the
/// other region, and the kept pieces are joined again. Vertices and arcs that both have are recognised by equal coordinates.
/// </summary>
internal static class Overlay
{
    /// <summary>
    /// The union of all: always of the two with the fewest vertices, where a union counts as many as both had (S2's destructive union).
    /// </summary>
    public static GeoPolygon Union(IEnumerable<GeoPolygon> polygons)
    {
        var queue = polygons.Select(p => (Size: p.Boundary.Count, Polygon: p)).OrderBy(p => p.Size).ToList();
        while (queue.Count > 1)
        {
            var size = queue[0].Size + queue[1].Size;
            var union = Union(queue[0].Polygon, queue[1].Polygon);
            queue.RemoveRange(0, 2);
            var place = queue.FindIndex(p => p.Size > size);
            queue.Insert(place < 0 ? queue.Count : place, (size, union));
        }

        return queue.Count == 0 ? new GeoPolygon([]) : queue[0].Polygon;
    }

    /// <summary>All arcs once, joined where exactly two follow each other.</summary>
    public static IReadOnlyList<IReadOnlyList<Vector>> Union(IEnumerable<Arc> arcs)
    {
        var seen = new HashSet<Arc>();
        return PieceJoiner.Paths(
            arcs.Where(a => !seen.Contains(a.Reversed) && seen.Add(a)).Select((a, i) => new Piece(a.Start, a.End, i, Whereabouts.Along)));
    }

    public static GeoPolygon Union(GeoPolygon first, GeoPolygon second)
    {
        var cuts = Cuts.Between(first.Boundary, second.Boundary);
        return PieceJoiner.Rings(
        [
            .. cuts.FirstPieces(new Region(second)).Where(p => p.Where is Whereabouts.Outside or Whereabouts.Along),
            .. cuts.SecondPieces(new Region(first)).Where(p => p.Where is Whereabouts.Outside),
        ]);
    }

    /// <summary>What two regions share: an area, and arcs and points in which they only touch.</summary>
    public static object Intersection(GeoPolygon first, GeoPolygon second)
    {
        var cuts = Cuts.Between(first.Boundary, second.Boundary);
        var pieces = cuts.FirstPieces(new Region(second)).ToList();
        var area = PieceJoiner.Rings(
        [
            .. pieces.Where(p => p.Where is Whereabouts.Inside or Whereabouts.Along),
            .. cuts.SecondPieces(new Region(first)).Where(p => p.Where is Whereabouts.Inside),
        ]);
        var lines = PieceJoiner.Paths(pieces.Where(p => p.Where is Whereabouts.Against));
        return WithTouches(first.Boundary, second.Boundary, [], lines, area);
    }

    public static object Intersection(GeoLine line, GeoPolygon polygon)
    {
        var pieces = Cuts.Between(line.Arcs, polygon.Boundary).FirstPieces(new Region(polygon));
        var lines = PieceJoiner.Paths(pieces.Where(p => p.Where is not Whereabouts.Outside));
        return WithTouches(line.Arcs, polygon.Boundary, [], lines, new GeoPolygon([]));
    }

    public static object Intersection(GeoLine first, GeoLine second)
    {
        var cuts = Cuts.Between(first.Arcs, second.Arcs);
        var shared = second.Arcs.SelectMany(a => new[] { a, a.Reversed }).ToHashSet();
        var lines = PieceJoiner.Paths(first.Arcs.Where(shared.Contains).Select((a, i) => new Piece(a.Start, a.End, i, Whereabouts.Along)));
        return WithTouches(first.Arcs, second.Arcs, cuts.Points, lines, new GeoPolygon([]));
    }

    public static bool Intersects(GeoLine first, GeoLine second) => Meet(first.Arcs, second.Arcs);

    public static bool Intersects(GeoLine line, GeoPolygon polygon) =>
        Meet(line.Arcs, polygon.Boundary) || line.Paths.Any(p => polygon.Contains(p[0]));

    public static bool Intersects(GeoPolygon first, GeoPolygon second) =>
        Meet(first.Boundary, second.Boundary)
        || first.Parts.Any(p => second.Contains(p.Shell.Vertices[0])) || second.Parts.Any(p => first.Contains(p.Shell.Vertices[0]));

    private static bool Meet(IReadOnlyList<Arc> first, IReadOnlyList<Arc> second) =>
        ArcPairs.Near(first, second).Any(p => first[p.First].Crosses(second[p.Second]) >= 0);

    private static object WithTouches(
        IReadOnlyList<Arc> first, IReadOnlyList<Arc> second, IEnumerable<Vector> crossings,
        IReadOnlyList<IReadOnlyList<Vector>> lines, GeoPolygon area)
    {
        var used = lines.SelectMany(l => l).Concat(area.Boundary.Select(a => a.Start)).ToHashSet();
        var vertices = second.SelectMany(a => new[] { a.Start, a.End }).ToHashSet();
        var touches = first.SelectMany(a => new[] { a.Start, a.End }).Where(vertices.Contains);
        return Geometry.Mixed([.. touches.Concat(crossings).Distinct().Where(p => !used.Contains(p))], lines, area);
    }
}
