using Picket.Kql.Geo;

namespace Picket.Kql.Functions;

/// <summary>Polygons on Earth. What is not valid gives null.</summary>
internal static class GeoPolygonFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("geo_polygon_area(dynamic) real", a => GeoJson.Polygon(a[0])?.AreaSquareMeters),
        new("geo_polygon_perimeter(dynamic) real", a => GeoJson.Polygon(a[0])?.PerimeterMeters),
        new("geo_polygon_centroid(dynamic) dynamic", a => GeoJson.Polygon(a[0]) is { } polygon ? Geometry.Point(polygon.Centroid) : null),
        new("geo_polygon_densify(dynamic,real?,bool?) dynamic", Densify),
        new("geo_polygon_simplify(dynamic,real?) dynamic",
            a => GeoJson.Polygon(a[0]) is { } polygon && GeoLineFunctions.Simplifier(a)?.Polygon(polygon) is { } simple ? Geometry.Polygon(simple) : null),
        new("geo_simplify_polygons_array(dynamic,real?) dynamic",
            a => United(a[0]) is { } polygon && GeoLineFunctions.Simplifier(a)?.Polygon(polygon) is { } simple ? Geometry.Polygon(simple) : null),
        new("geo_polygon_buffer(dynamic,real,real?) dynamic",
            a => GeoJson.Polygon(a[0]) is { } polygon && GeoPointFunctions.Buffer(a, 1)?.Around(polygon) is { } region ? Geometry.Polygon(region) : null),
        new("geo_polygon_to_s2cells(dynamic,long?,real?) dynamic", S2Cells),
        new("geo_polygon_to_h3cells(dynamic,long?,real?) dynamic", H3Cells),
        new("geo_union_polygons_array(dynamic) dynamic", a => United(a[0]) is { } polygon ? Geometry.Polygon(polygon) : null),
        new("geo_intersection_2polygons(dynamic,dynamic) dynamic",
            a => GeoJson.Polygon(a[0]) is { } first && GeoJson.Polygon(a[1]) is { } second ? Overlay.Intersection(first, second) : null),
        new("geo_intersects_2polygons(dynamic,dynamic) bool",
            a => GeoJson.Polygon(a[0]) is { } first && GeoJson.Polygon(a[1]) is { } second ? Overlay.Intersects(first, second) : null),
    ];

    private static GeoPolygon? United(object? json)
    {
        if (json is not object?[] { Length: > 0 } items)
            return null;
        var polygons = items.Select(GeoJson.Polygon).ToList();
        return polygons.Contains(null) ? null : Overlay.Union(polygons.Select(p => p!));
    }

    private static object? Densify(object?[] a)
    {
        if (GeoJson.Polygon(a[0]) is null || GeoJson.PolygonRings(a[0]) is not { } parts || GeoLineFunctions.Densifier(a) is not { } densifier)
            return null;
        var dense = parts.Select(rings => rings.Select(densifier.Path).ToList()).ToList();
        return dense.Exists(rings => rings.Contains(null))
            ? null : Geometry.Rings([.. dense.Select(rings => (IReadOnlyList<IEnumerable<GeoPoint>>)[.. rings.Select(r => r!.SkipLast(1))])]);
    }

    private static object? S2Cells(object?[] a)
    {
        if (GeoJson.Polygon(a[0]) is not { } polygon || GeoArguments.Whole(a, 1, S2Cell.DefaultLevel, 0, S2Cell.MaxLevel) is not { } level
            || GeoArguments.Real(a, 2, 0) is not (>= 0 and var radius))
            return null;
        var cells = radius == 0
            ? S2Covering.Of(polygon, level) : S2Covering.Within(Earth.Radians(radius), polygon.Boundary, polygon.Contains, level);
        return cells is null ? null : GeoArguments.Texts(cells.Select(c => c.Token));
    }

    private static object? H3Cells(object?[] a)
    {
        if (GeoJson.Polygon(a[0]) is not { } polygon || GeoArguments.Whole(a, 1, H3Cell.DefaultResolution, 0, H3Cell.MaxResolution) is not { } resolution
            || GeoArguments.Real(a, 2, 0) is not (>= 0 and var radius))
            return null;
        var cells = radius == 0
            ? Filled(GeoJson.PolygonRings(a[0])!, resolution)
            : H3Fill.Of(polygon.Boundary, center => Earth.Meters(polygon.DistanceTo(center)) <= radius, resolution);
        return cells is null ? null : GeoArguments.Texts(cells);
    }

    private static List<H3Cell>? Filled(IReadOnlyList<IReadOnlyList<IReadOnlyList<GeoPoint>>> parts, int resolution)
    {
        var filled = parts.Select(rings => H3Fill.Of([.. rings.Select(r => (IReadOnlyList<GeoPoint>)[.. r.SkipLast(1)])], resolution)).ToList();
        return filled.Contains(null) || filled.Sum(f => f!.Count) > H3Fill.MaxCells ? null : [.. filled.SelectMany(f => f!).Distinct()];
    }
}
