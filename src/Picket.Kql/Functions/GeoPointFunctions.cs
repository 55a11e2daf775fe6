using Picket.Kql.Geo;

namespace Picket.Kql.Functions;

/// <summary>Points on Earth: distances, directions, and whether they are in a region. What is not valid gives null.</summary>
internal static class GeoPointFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("geo_distance_2points(real,real,real,real,bool?) real", Distance),
        new("geo_azimuth(real,real,real,real) real", a => Azimuth(GeoArguments.Point(a), GeoArguments.Point(a, 2))),
        new("geo_angle(real,real,real,real,real,real) real", Angle),
        new("geo_point_in_circle(real,real,real,real,real) bool", InCircle),
        new("geo_point_in_polygon(real,real,dynamic) bool",
            a => GeoArguments.Point(a) is { } point && GeoJson.Polygon(a[2]) is { } polygon ? polygon.Contains(point.ToVector()) : null),
        new("geo_point_buffer(real,real,real,real?) dynamic",
            a => GeoArguments.Point(a) is { } point && Buffer(a, 2) is { } buffer ? Geometry.Polygon(buffer.Around(point.ToVector())) : null),
        new("geo_distance_point_to_line(real,real,dynamic,bool?) real",
            a => GeoArguments.Point(a) is { } point && GeoJson.Line(a[2]) is { } line ? LineDistance(point, line, GeoArguments.Flag(a, 3)) : null),
        new("geo_distance_point_to_polygon(real,real,dynamic,bool?) real",
            a => GeoArguments.Point(a) is { } point && GeoJson.Polygon(a[2]) is { } polygon
                ? Meters(point, polygon.ClosestTo(point.ToVector()), polygon.DistanceTo(point.ToVector()), GeoArguments.Flag(a, 3)) : null),
        new("geo_closest_point_on_line(real,real,dynamic) dynamic",
            a => GeoArguments.Point(a) is { } point && GeoJson.Line(a[2]) is { } line ? Geometry.Point(line.ClosestTo(point.ToVector())) : null),
        new("geo_closest_point_on_polygon(real,real,dynamic) dynamic", ClosestOnPolygon),
        new("geo_from_wkt(string) dynamic", a => WellKnownText.Read((string)a[0]!)),
    ];

    /// <summary>The buffer of a radius and an optional tolerance after it.</summary>
    public static Buffering? Buffer(object?[] a, int at) =>
        Buffering.Of((double)a[at]!, GeoArguments.Real(a, at + 1, Buffering.DefaultTolerance));

    private static object? Distance(object?[] a)
    {
        if (GeoArguments.Point(a) is not { } start || GeoArguments.Point(a, 2) is not { } end)
            return null;
        return GeoArguments.Flag(a, 4) ? Spheroid.Distance(start, end) : Earth.Meters(start.ToVector().AngleTo(end.ToVector()));
    }

    private static object? LineDistance(GeoPoint point, GeoLine line, bool onSpheroid) =>
        Meters(point, line.ClosestTo(point.ToVector()), line.DistanceTo(point.ToVector()), onSpheroid);

    private static double Meters(GeoPoint point, Vector closest, double radians, bool onSpheroid) =>
        onSpheroid && radians > 0 ? Spheroid.Distance(point, GeoPoint.From(closest)) : Earth.Meters(radians);

    private static object? ClosestOnPolygon(object?[] a)
    {
        if (GeoArguments.Point(a) is not { } point || GeoJson.Polygon(a[2]) is not { } polygon)
            return null;
        var vector = point.ToVector();
        return polygon.Contains(vector) ? Geometry.Point(point) : Geometry.Point(polygon.ClosestTo(vector));
    }

    private static object? InCircle(object?[] a)
    {
        if (GeoArguments.Point(a) is not { } point || GeoArguments.Point(a, 2) is not { } center || !((double)a[4]! >= 0))
            return null;
        return Earth.Meters(point.ToVector().AngleTo(center.ToVector())) <= (double)a[4]!;
    }

    // Clockwise from north; no direction leads to the point itself, every one to its antipode.
    private static double? Azimuth(GeoPoint? from, GeoPoint? to)
    {
        if (from is not { } start || to is not { } end || start == end || (start.ToVector() + end.ToVector()).Length < 1e-14)
            return null;
        var (sinStart, cosStart) = Math.SinCos(double.DegreesToRadians(start.Latitude));
        var (sinEnd, cosEnd) = Math.SinCos(double.DegreesToRadians(end.Latitude));
        var (sinTurn, cosTurn) = Math.SinCos(double.DegreesToRadians(end.Longitude - start.Longitude));
        return Positive(Math.Atan2(sinTurn * cosEnd, cosStart * sinEnd - sinStart * cosEnd * cosTurn));
    }

    private static object? Angle(object?[] a)
    {
        var middle = GeoArguments.Point(a, 2);
        if (Azimuth(middle, GeoArguments.Point(a)) is not { } back || Azimuth(middle, GeoArguments.Point(a, 4)) is not { } on)
            return null;
        return Positive(on - back);
    }

    private static double Positive(double angle) => angle < 0 ? angle + 2 * Math.PI : angle;
}
