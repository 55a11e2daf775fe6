using Picket.Kql.Geo;

namespace Picket.Kql.Functions;

/// <summary>Lines on Earth. What is not valid gives null.</summary>
internal static class GeoLineFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("geo_line_length(dynamic,bool?) real", Length),
        new("geo_line_centroid(dynamic) dynamic", a => GeoJson.Line(a[0]) is { } line ? Geometry.Point(line.Centroid) : null),
        new("geo_line_densify(dynamic,real?,bool?) dynamic", Densify),
        new("geo_line_simplify(dynamic,real?) dynamic", Simplify),
        new("geo_line_interpolate_point(dynamic,real) dynamic",
            a => GeoJson.Line(a[0]) is { Paths.Count: 1 } line && (double)a[1]! is >= 0 and <= 1
                ? Geometry.Point(line.AtFraction((double)a[1]!)) : null),
        new("geo_line_locate_point(dynamic,real,real,bool?) real", Locate),
        new("geo_line_buffer(dynamic,real,real?) dynamic",
            a => GeoJson.Line(a[0]) is { } line && GeoPointFunctions.Buffer(a, 1)?.Around(line) is { } region ? Geometry.Polygon(region) : null),
        new("geo_line_to_s2cells(dynamic,long?,real?) dynamic", Cells),
        new("geo_union_lines_array(dynamic) dynamic", Union),
        new("geo_intersection_2lines(dynamic,dynamic) dynamic",
            a => GeoJson.Line(a[0]) is { } first && GeoJson.Line(a[1]) is { } second ? Overlay.Intersection(first, second) : null),
        new("geo_intersects_2lines(dynamic,dynamic) bool",
            a => GeoJson.Line(a[0]) is { } first && GeoJson.Line(a[1]) is { } second ? Overlay.Intersects(first, second) : null),
        new("geo_intersection_line_with_polygon(dynamic,dynamic) dynamic",
            a => GeoJson.Line(a[0]) is { } line && GeoJson.Polygon(a[1]) is { } polygon ? Overlay.Intersection(line, polygon) : null),
        new("geo_intersects_line_with_polygon(dynamic,dynamic) bool",
            a => GeoJson.Line(a[0]) is { } line && GeoJson.Polygon(a[1]) is { } polygon ? Overlay.Intersects(line, polygon) : null),
    ];

    /// <summary>The tolerance of densifying after a geometry; null when it is out of range.</summary>
    public static Densifier? Densifier(object?[] a) =>
        GeoArguments.Real(a, 1, Geo.Densifier.DefaultTolerance) is >= Geo.Densifier.MinTolerance and <= Geo.Densifier.MaxTolerance and var meters
            ? new Densifier(meters, GeoArguments.Flag(a, 2)) : null;

    /// <summary>The tolerance of simplifying after a geometry; null when it is out of range.</summary>
    public static Simplifier? Simplifier(object?[] a) =>
        GeoArguments.Real(a, 1, Geo.Simplifier.DefaultTolerance) is >= 0 and <= Geo.Simplifier.MaxTolerance and var meters
            ? new Simplifier(meters) : null;

    private static object? Length(object?[] a)
    {
        if (GeoJson.Line(a[0]) is not { } line)
            return null;
        return GeoArguments.Flag(a, 1)
            ? line.Arcs.Sum(arc => Spheroid.Distance(GeoPoint.From(arc.Start), GeoPoint.From(arc.End))) : Earth.Meters(line.Length);
    }

    private static object? Densify(object?[] a)
    {
        if (GeoJson.Line(a[0]) is null || GeoJson.LinePaths(a[0]) is not { } paths || Densifier(a) is not { } densifier)
            return null;
        var dense = paths.Select(densifier.Path).ToList();
        return dense.Contains(null) ? null : Geometry.Lines([.. dense.Select(p => p!)]);
    }

    private static object? Simplify(object?[] a) =>
        GeoJson.Line(a[0]) is { } line && Simplifier(a)?.Line(line) is { } simple ? Geometry.Lines(simple.Paths) : null;

    private static object? Locate(object?[] a) =>
        GeoJson.Line(a[0]) is { Paths.Count: 1 } line && GeoArguments.Point(a, 1) is { } point ? line.FractionOf(point.ToVector()) : null;

    private static object? Cells(object?[] a)
    {
        if (GeoJson.Line(a[0]) is not { } line || GeoArguments.Whole(a, 1, S2Cell.DefaultLevel, 0, S2Cell.MaxLevel) is not { } level
            || GeoArguments.Real(a, 2, 0) is not (>= 0 and var radius))
            return null;
        var cells = radius == 0 ? S2Covering.Of(line, level) : S2Covering.Within(Earth.Radians(radius), line.Arcs, _ => false, level);
        return cells is null ? null : GeoArguments.Texts(cells.Select(c => c.Token));
    }

    private static object? Union(object?[] a)
    {
        if (a[0] is not object?[] { Length: > 0 } items)
            return null;
        var lines = items.Select(GeoJson.Line).ToList();
        return lines.Contains(null) ? null : Geometry.Lines(Overlay.Union(lines.SelectMany(l => l!.Arcs)));
    }
}
