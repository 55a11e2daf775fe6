using System.Runtime.CompilerServices;

namespace Picket.Kql.Geo;

/// <summary>
/// Lines and polygons read from dynamic GeoJSON (RFC 7946); null where they are not valid: coordinates out of range, too few or
/// repeated vertices, rings that do not close or that cross. A value that comes again is not read again.
/// </summary>
internal static class GeoJson
{
    /// <summary>The most vertices of one geometry.</summary>
    public const int MaxVertices = 200_000;

    private const int LeastRingEntries = 4;

    private static readonly ConditionalWeakTable<object, Shape> Known = [];

    private sealed record Shape(GeoLine? Line, GeoPolygon? Polygon);

    /// <summary>A LineString or MultiLineString; arcs that several lines have count once.</summary>
    public static GeoLine? Line(object? json) => Read(json)?.Line;

    /// <summary>A Polygon or MultiPolygon; overlapping polygons are united.</summary>
    public static GeoPolygon? Polygon(object? json) => Read(json)?.Polygon;

    /// <summary>The paths of a LineString or MultiLineString in degrees.</summary>
    public static IReadOnlyList<IReadOnlyList<GeoPoint>>? LinePaths(object? json) => Coordinates(json) switch
    {
        ("LineString", var entries) => Path(entries) is { } path ? [path] : null,
        ("MultiLineString", var entries) => All(entries, Path),
        _ => null,
    };

    /// <summary>The rings of each part of a Polygon or MultiPolygon in degrees, as given: the first entry repeated at the end.</summary>
    public static IReadOnlyList<IReadOnlyList<IReadOnlyList<GeoPoint>>>? PolygonRings(object? json) => Coordinates(json) switch
    {
        ("Polygon", var entries) => All(entries, ClosedRing) is { } rings ? [rings] : null,
        ("MultiPolygon", var entries) => All(entries, e => All(e, ClosedRing)),
        _ => null,
    };

    private static Shape? Read(object? json) =>
        json is OrderedDictionary<string, object?> bag ? Known.GetValue(bag, b => new Shape(ReadLine(b), ReadPolygon(b))) : null;

    private static GeoLine? ReadLine(object bag)
    {
        if (LinePaths(bag) is not { } paths)
            return null;
        var line = new GeoLine([.. paths.Select(p => (IReadOnlyList<Vector>)[.. p.Select(v => v.ToVector())])]);
        return paths.Count == 1 ? line : new GeoLine(Overlay.Union(line.Arcs));
    }

    private static GeoPolygon? ReadPolygon(object bag)
    {
        if (PolygonRings(bag) is not { } given)
            return null;
        var parts = new List<GeoPolygon>();
        foreach (var rings in given)
        {
            var read = rings.Select(r => new Ring([.. r.SkipLast(1).Select(p => p.ToVector())])).ToList();
            if (!ArcsAreApart([.. read.SelectMany(r => r.Arcs)]))
                return null;
            parts.Add(new GeoPolygon([new PolygonPart(read[0], read[1..])]));
        }

        return parts.Count == 1 ? parts[0] : Overlay.Union(parts);
    }

    private static bool ArcsAreApart(IReadOnlyList<Arc> arcs)
    {
        var seen = new HashSet<Arc>();
        return arcs.All(a => !seen.Contains(a) && !seen.Contains(a.Reversed) && seen.Add(a))
            && !ArcPairs.Near(arcs, arcs).Any(p => p.First < p.Second && arcs[p.First].Crosses(arcs[p.Second]) > 0);
    }

    private static (string? Type, object?[] Entries) Coordinates(object? json) =>
        json is OrderedDictionary<string, object?> bag && bag.TryGetValue("type", out var type)
            && bag.TryGetValue("coordinates", out var coordinates) && coordinates is object?[] { Length: > 0 and <= MaxVertices } entries
            ? (type as string, entries) : (null, []);

    private static List<T>? All<T>(object? json, Func<object?, T?> read)
        where T : class
    {
        if (json is not object?[] { Length: > 0 } entries)
            return null;
        var all = new List<T>(entries.Length);
        foreach (var entry in entries)
        {
            if (read(entry) is not { } item)
                return null;
            all.Add(item);
        }

        return all;
    }

    private static IReadOnlyList<GeoPoint>? Path(object? json) =>
        Points(json) is { Count: >= 2 } points && StepsAreArcs(points) ? points : null;

    private static IReadOnlyList<GeoPoint>? ClosedRing(object? json) =>
        Points(json) is { Count: >= LeastRingEntries } points && points[0] == points[^1]
            && points.Distinct().Count() == points.Count - 1 && StepsAreArcs(points) ? points : null;

    private static List<GeoPoint>? Points(object? json)
    {
        if (json is not object?[] { Length: <= MaxVertices } entries)
            return null;
        var points = new List<GeoPoint>(entries.Length);
        foreach (var entry in entries)
        {
            if (entry is not object?[] { Length: >= 2 } pair || Number(pair[0]) is not { } x || Number(pair[1]) is not { } y)
                return null;
            var point = new GeoPoint(x, y);
            if (!point.IsValid)
                return null;
            points.Add(point);
        }

        return points;
    }

    // Neighbours that are equal have no arc between them, antipodal ones many.
    private static bool StepsAreArcs(List<GeoPoint> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            var (start, end) = (points[i - 1].ToVector(), points[i].ToVector());
            if (start == end || (start + end).Length < 1e-14)
                return false;
        }

        return true;
    }

    private static double? Number(object? value) => value switch
    {
        double real => real,
        long whole => whole,
        int whole => whole,
        decimal number => (double)number,
        _ => null,
    };
}
