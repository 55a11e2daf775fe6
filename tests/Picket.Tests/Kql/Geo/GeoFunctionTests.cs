using Picket.Kql;
using Picket.Tests.Kql.Functions;

namespace Picket.Tests.Kql.Geo;

public class GeoFunctionTests
{
    private const string Line = """dynamic({"type":"LineString","coordinates":[[0,0],[0,1],[0,3]]})""";
    private const string Square = """dynamic({"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]]})""";

    [Theory]
    [InlineData("round(geo_distance_2points(0, 0, 0, 90), 3)", "10007559.106")]
    [InlineData("round(geo_distance_2points(0, 0, 0, 90, true), 3)", "10001965.729")]
    [InlineData("round(geo_distance_2points(144.42486788888889, -37.95103341666667, 143.92649552777777, -37.65282113888889, true), 3)", "54972.271")]
    [InlineData("round(degrees(geo_azimuth(0, 0, -1, 0)), 9)", "270.0")]
    [InlineData("round(degrees(geo_angle(0, 1, 0, 0, 1, 0)), 9)", "90.0")]
    [InlineData("geo_point_in_circle(0, 0, 0, 0.001, 112)", "true")]
    [InlineData("geo_point_in_polygon(0.5, 0.5, " + Square + ")", "true")]
    [InlineData("geo_point_in_polygon(1.5, 1.5, " + Square + ")", "false")]
    [InlineData("round(geo_line_length(" + Line + "), 3)", "333585.304")]
    [InlineData("round(geo_line_locate_point(" + Line + ", 0.1, 2), 6)", "0.666668")]
    [InlineData("geo_line_interpolate_point(" + Line + ", 0)", """{"type":"Point","coordinates":[0,0]}""")]
    [InlineData("geo_closest_point_on_polygon(2, 3, " + Square + ")", """{"type":"Point","coordinates":[2,3]}""")]
    [InlineData("geo_distance_point_to_polygon(2, 3, " + Square + ")", "0.0")]
    [InlineData("geo_intersects_line_with_polygon(" + Line + ", " + Square + ")", "true")]
    [InlineData("array_length(geo_polygon_to_s2cells(" + Square + ", 30))", "null")]
    [InlineData("array_length(geo_polygon_densify(" + Square + ", 10000).coordinates)", "2")]
    public void A_function_gives_what_the_earth_gives(string call, string expected) => Assert.Equal(expected, FunctionCall.Run(call));

    [Theory]
    [InlineData("geo_distance_2points(300, 1, 1, 1)")]
    [InlineData("geo_azimuth(1, 1, 1, 1)")]
    [InlineData("geo_point_in_circle(0, 0, 0, 0, -1)")]
    [InlineData("""geo_polygon_area(dynamic({"type":"Polygon","coordinates":[[[0,0],[10,10],[10,0],[0,10],[0,0]]]}))""")]
    [InlineData("""geo_polygon_area(dynamic({"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,1]]]}))""")]
    [InlineData("""geo_line_length(dynamic({"type":"LineString","coordinates":[[1,1],[1,1]]}))""")]
    [InlineData("""geo_line_length(dynamic({"type":"Polygon","coordinates":[[1,1],[1,2]]}))""")]
    [InlineData("geo_line_length(dynamic(7))")]
    [InlineData("geo_line_interpolate_point(" + Line + ", 1.1)")]
    [InlineData("geo_point_buffer(0, 0, 100, 0.00001)")]
    [InlineData("geo_h3cell_rings('861f8894fffffff', 143)")]
    [InlineData("geo_from_wkt('POINT (1 2')")]
    [InlineData("geo_from_wkt('POINT (1 200)')")]
    public void What_is_not_valid_gives_null(string call) => Assert.Equal("null", FunctionCall.Run(call));

    [Theory]
    [InlineData("point(1.5 2)", """{"type":"Point","coordinates":[1.5,2]}""")]
    [InlineData("MULTIPOINT ((1 1), (2 2))", """{"type":"MultiPoint","coordinates":[[1,1],[2,2]]}""")]
    [InlineData(
        "GEOMETRYCOLLECTION (POINT (1 1), LINESTRING (2 2, 3 3))",
        """{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,1]},{"type":"LineString","coordinates":[[2,2],[3,3]]}]}""")]
    public void Well_known_text_becomes_GeoJSON(string text, string expected) =>
        Assert.Equal(expected, FunctionCall.Run($"geo_from_wkt('{text}')"));

    [Theory]
    [InlineData("geo_polygon_lookup(areas, area, x, y)", "near:home")]
    [InlineData("geo_polygon_lookup(areas, area, x, y, return_unmatched = true)", "near:home;far:;nowhere:")]
    [InlineData("geo_polygon_lookup(areas, area, x, y, 2000000)", "near:home;far:home")]
    [InlineData("geo_line_lookup(roads, road, x, y, 100000)", "near:road")]
    public void A_lookup_joins_points_to_shapes(string plugin, string expected)
    {
        var plan = KqlDatabase.Compile($$"""
            let areas = datatable(area: dynamic, name: string)[{{Square}}, 'home'];
            let roads = datatable(name: string, road: dynamic)['road', {{Line}}];
            datatable(place: string, x: real, y: real)['near', 0.5, 0.5, 'far', 9.0, 9.0, 'nowhere', 300.0, 0.0]
            | evaluate {{plugin}} | project place, name
            """);

        var rows = KqlEvaluator.Run(plan, new KqlRun { ReadTable = _ => [] });

        Assert.Equal(expected, string.Join(';', rows.Select(r => $"{r[0]}:{r[1]}")));
    }
}
