using Picket.Kql.Geo;

namespace Picket.Kql.Evaluating.Plugins;

/// <summary>
/// <c>geo_polygon_lookup</c> and <c>geo_line_lookup</c>: joins each row to the rows of a table whose polygon holds its point, or whose polygon or line
/// is no farther than a radius. Arguments: longitude, latitude, name of the table's column of shapes, radius or null, whether rows without a match
/// stay, whether the shapes are returned.
/// </summary>
internal static class GeoLookups
{
    public static readonly IReadOnlyDictionary<string, PluginBody> All = new Dictionary<string, PluginBody>
    {
        ["geo_polygon_lookup"] = call => Rows(call, json => PolygonTest(GeoJson.Polygon(json), call.Arguments[3].Constant as double?)),
        ["geo_line_lookup"] = call => Rows(call, json => LineTest(GeoJson.Line(json), call.Arguments[3].Constant as double? ?? 0)),
    };

    private static Func<Vector, bool>? PolygonTest(GeoPolygon? polygon, double? meters)
    {
        if (polygon is null)
            return null;
        return meters is { } radius ? point => Earth.Meters(polygon.DistanceTo(point)) <= radius : polygon.Contains;
    }

    private static Func<Vector, bool>? LineTest(GeoLine? line, double meters) =>
        line is null ? null : point => Earth.Meters(line.DistanceTo(point)) <= meters;

    private static IEnumerable<object?[]> Rows(PluginCall call, Func<object?, Func<Vector, bool>?> testOf)
    {
        var (source, lookup) = (call.Tables[0], call.Tables[1]);
        var key = lookup.Columns.ToList().FindIndex(c => c.Name == (string)call.Arguments[2].Constant!);
        var kept = Enumerable.Range(0, lookup.Columns.Count).Where(i => i != key || call.Arguments[5].Constant is true).ToArray();
        var shapes = lookup.Rows.Select(row => (Holds: testOf(row[key]), Values: kept.Select(i => row[i]).ToArray()))
            .Where(s => s.Holds is not null).ToList();
        object?[] nothing = [.. kept.Select(i => lookup.Columns[i].Type == KqlType.String ? "" : null)];
        foreach (var row in source.Rows)
        {
            call.CancellationToken.ThrowIfCancellationRequested();
            var matched = false;
            if (PointOf(call, row) is { } point)
            {
                foreach (var shape in shapes.Where(s => s.Holds!(point)))
                {
                    matched = true;
                    yield return [.. row, .. shape.Values];
                }
            }

            if (!matched && call.Arguments[4].Constant is true)
                yield return [.. row, .. nothing];
        }
    }

    private static Vector? PointOf(PluginCall call, object?[] row) =>
        call.Arguments[0].Value(row) is double longitude && call.Arguments[1].Value(row) is double latitude
            && new GeoPoint(longitude, latitude) is { IsValid: true } point ? point.ToVector() : null;
}
