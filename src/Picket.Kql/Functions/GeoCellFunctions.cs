using Picket.Kql.Geo;

namespace Picket.Kql.Functions;

/// <summary>Cells of geohash, S2 and H3. What is not valid gives null.</summary>
internal static class GeoCellFunctions
{
    private const int MaxChildLevels = 5;
    private const int MaxRings = 142;

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("geo_point_to_geohash(real,real,long?) string",
            a => GeoArguments.Point(a) is { } point && GeoArguments.Whole(a, 2, Geohash.DefaultLength, 1, Geohash.MaxLength) is { } length
                ? Geohash.At(point, length).ToString() : null),
        new("geo_geohash_to_central_point(string) dynamic", a => Geohash.TryParse((string)a[0]!, out var cell) ? Geometry.Point(cell.Center) : null),
        new("geo_geohash_to_polygon(string) dynamic", a => Geohash.TryParse((string)a[0]!, out var cell) ? Geometry.Ring(cell.Corners) : null),
        new("geo_geohash_neighbors(string) dynamic", a => Geohash.TryParse((string)a[0]!, out var cell) ? GeoArguments.Texts(cell.Neighbors) : null),

        new("geo_point_to_s2cell(real,real,long?) string",
            a => GeoArguments.Point(a) is { } point && GeoArguments.Whole(a, 2, S2Cell.DefaultLevel, 0, S2Cell.MaxLevel) is { } level
                ? S2Cell.At(point.ToVector(), level).Token : null),
        new("geo_s2cell_to_central_point(string) dynamic", a => S2Cell.TryParse((string)a[0]!, out var cell) ? Geometry.Point(cell.Center) : null),
        new("geo_s2cell_to_polygon(string) dynamic",
            a => S2Cell.TryParse((string)a[0]!, out var cell) ? Geometry.Ring(cell.Corners.Select(GeoPoint.From)) : null),
        new("geo_s2cell_neighbors(string) dynamic",
            a => S2Cell.TryParse((string)a[0]!, out var cell) ? GeoArguments.Texts(cell.Neighbors().Select(c => c.Token)) : null),

        new("geo_point_to_h3cell(real,real,long?) string",
            a => GeoArguments.Point(a) is { } point && GeoArguments.Whole(a, 2, H3Cell.DefaultResolution, 0, H3Cell.MaxResolution) is { } level
                ? H3Cell.At(point.ToVector(), level).ToString() : null),
        new("geo_h3cell_to_central_point(string) dynamic", a => H3Cell.TryParse((string)a[0]!, out var cell) ? Geometry.Point(cell.Center) : null),
        new("geo_h3cell_to_polygon(string) dynamic",
            a => H3Cell.TryParse((string)a[0]!, out var cell) ? Geometry.Ring(H3Boundary.Of(cell).Select(GeoPoint.From)) : null),
        new("geo_h3cell_level(string) int", a => H3Cell.TryParse((string)a[0]!, out var cell) ? cell.Resolution : null),
        new("geo_h3cell_parent(string,long?) string", Parent),
        new("geo_h3cell_children(string,long?) dynamic", Children),
        new("geo_h3cell_neighbors(string) dynamic", a => H3Cell.TryParse((string)a[0]!, out var cell) ? GeoArguments.Texts(H3Grid.Neighbors(cell)) : null),
        new("geo_h3cell_rings(string,long) dynamic", Rings),
    ];

    private static object? Parent(object?[] a) =>
        H3Cell.TryParse((string)a[0]!, out var cell) && GeoArguments.Whole(a, 1, cell.Resolution - 1, 0, cell.Resolution) is { } level
            ? cell.ParentAt(level).ToString() : null;

    private static object? Children(object?[] a) =>
        H3Cell.TryParse((string)a[0]!, out var cell)
        && GeoArguments.Whole(a, 1, cell.Resolution + 1, cell.Resolution + 1, Math.Min(H3Cell.MaxResolution, cell.Resolution + MaxChildLevels)) is { } level
            ? GeoArguments.Texts(cell.ChildrenAt(level)) : null;

    private static object? Rings(object?[] a) =>
        H3Cell.TryParse((string)a[0]!, out var cell) && GeoArguments.Whole(a, 1, 0, 0, MaxRings) is { } distance
            ? (object?[])[.. H3Grid.Rings(cell, distance).Select(r => (object?)GeoArguments.Texts(r))] : null;
}
