using Picket.Kql.Geo;

namespace Picket.Tests.Kql.Geo;

public class RingTests
{
    private static readonly Vector East = Vector.FromDegrees(90, 0);
    private static readonly Vector North = Vector.FromDegrees(0, 90);
    private static readonly Vector Null = Vector.FromDegrees(0, 0);

    [Fact]
    public void An_octant_is_an_eighth_of_the_sphere_whichever_way_round_it_is_given()
    {
        Assert.Equal(Math.PI / 2, new Ring([Null, East, North]).Area, 12);
        Assert.Equal(Math.PI / 2, new Ring([North, East, Null]).Area, 12);
    }

    [Fact]
    public void The_smaller_side_is_inside()
    {
        var ring = new Ring([North, East, Null]);

        Assert.True(ring.Contains(Vector.FromDegrees(45, 45)));
        Assert.False(ring.Contains(Vector.FromDegrees(-135, -45)));
        Assert.False(ring.Contains(Vector.FromDegrees(-1, 45)));
    }

    [Fact]
    public void The_middle_of_an_octant_is_equally_far_from_its_corners()
    {
        var middle = new Ring([Null, East, North]).Moment.Normalized();

        Assert.Equal(middle.AngleTo(Null), middle.AngleTo(East), 12);
        Assert.Equal(middle.AngleTo(Null), middle.AngleTo(North), 12);
    }

    [Fact]
    public void Of_rings_that_share_all_arcs_exactly_one_holds_each_vertex()
    {
        Vector[] corners = [.. Enumerable.Range(0, 4).Select(i => Vector.FromDegrees(i * 90, 0))];
        var south = Vector.FromDegrees(0, -90);
        var faces = Enumerable.Range(0, 4)
            .SelectMany(i => new[] { North, south }.Select(pole => new Ring([corners[i], corners[(i + 1) % 4], pole]))).ToList();

        foreach (var vertex in corners.Append(North).Append(south))
            Assert.Single(faces, f => f.Contains(vertex));
    }

    [Fact]
    public void Points_on_one_great_circle_have_a_consistent_orientation()
    {
        var (a, b, c) = (Vector.FromDegrees(0, 0), Vector.FromDegrees(10, 0), Vector.FromDegrees(20, 0));

        var sign = Orientation.Sign(a, b, c);

        Assert.NotEqual(0, sign);
        Assert.Equal(sign, Orientation.Sign(b, c, a));
        Assert.Equal(-sign, Orientation.Sign(c, b, a));
    }
}
