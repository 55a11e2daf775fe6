using Picket.Kql.Geo;
using Picket.Kql.Values;

namespace Picket.Tests.Kql.Geo;

public class OverlayTests
{
    [Fact]
    public void Union_and_intersection_hold_the_points_that_either_or_both_hold()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var size = 0.5 * Math.Pow(10, -4 * random.NextDouble());
            var center = Vector.FromDegrees(random.NextDouble() * 360 - 180, random.NextDouble() * 160 - 80);
            var (first, second) = (Star(random, center, size), Star(random, Beside(random, center, size), size));

            var union = Overlay.Union(first, second);

            var shared = first.AreaSquareMeters + second.AreaSquareMeters - union.AreaSquareMeters;
            Assert.InRange(shared, -1e-6 * union.AreaSquareMeters, Math.Min(first.AreaSquareMeters, second.AreaSquareMeters) * 1.000_001);
            for (var i = 0; i < 20; i++)
            {
                var point = Beside(random, center, 2 * size);
                Assert.Equal(first.Contains(point) || second.Contains(point), union.Contains(point));
            }
        }
    }

    [Fact]
    public void Squares_side_by_side_become_one_without_the_common_side()
    {
        var union = Overlay.Union(Square(0, 0), Square(1, 0));

        var part = Assert.Single(union.Parts);
        Assert.Equal(6, part.Shell.Vertices.Count);
        Assert.Empty(part.Holes);
    }

    [Fact]
    public void Squares_around_a_gap_leave_a_hole()
    {
        var around = new[] { (0, 0), (1, 0), (2, 0), (0, 1), (2, 1), (0, 2), (1, 2), (2, 2) };

        var union = Overlay.Union(around.Select(a => Square(a.Item1, a.Item2)));

        var part = Assert.Single(union.Parts);
        Assert.Equal(4, Assert.Single(part.Holes).Vertices.Count);
        Assert.False(union.Contains(1.5, 1.5));
    }

    [Theory]
    [InlineData(1, 0, """{"type":"LineString","coordinates":""")]
    [InlineData(1, 1, """{"type":"Point","coordinates":[""")]
    [InlineData(5, 5, """{"type":"GeometryCollection","geometries":[]}""")]
    public void What_squares_only_touch_in_is_a_line_or_a_point(int east, int north, string start) =>
        Assert.StartsWith(start, DynamicJson.Write(Overlay.Intersection(Square(0, 0), Square(east, north))), StringComparison.Ordinal);

    [Fact]
    public void A_buffer_holds_what_is_near_and_not_what_is_far()
    {
        var random = new Random(11);
        var polygon = Star(random, Vector.FromDegrees(12, 48), 1e-4);
        var buffer = Buffering.Of(200, 2)!.Around(polygon)!;

        foreach (var point in Enumerable.Range(0, 2_000).Select(_ => Beside(random, Vector.FromDegrees(12, 48), 3e-4)))
        {
            var distance = Earth.Meters(polygon.DistanceTo(point));
            Assert.True(buffer.Contains(point) ? distance <= 200.001 : distance >= 197.9, $"{distance} {buffer.Contains(point)}");
        }
    }

    private static GeoPolygon Square(double west, double south) => new(
    [
        new PolygonPart(
            new Ring(
            [
                Vector.FromDegrees(west, south), Vector.FromDegrees(west + 1, south),
                Vector.FromDegrees(west + 1, south + 1), Vector.FromDegrees(west, south + 1),
            ]),
            []),
    ]);

    private static GeoPolygon Star(Random random, Vector center, double size)
    {
        var (axis, corners) = (center.Orthogonal(), random.Next(3, 12));
        var across = center.Cross(axis);
        var ring = Enumerable.Range(0, corners).Select(i =>
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * i / corners);
            var reach = size * (0.3 + 0.7 * random.NextDouble());
            return (center * Math.Cos(reach) + (axis * cos + across * sin) * Math.Sin(reach)).Normalized();
        });
        return new GeoPolygon([new PolygonPart(new Ring([.. ring]), [])]);
    }

    private static Vector Beside(Random random, Vector point, double reach) => (point
        + new Vector(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5) * (2 * reach)).Normalized();
}
