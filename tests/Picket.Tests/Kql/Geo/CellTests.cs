using Picket.Kql.Geo;

namespace Picket.Tests.Kql.Geo;

public class CellTests
{
    private const int Seed = 20_260_615;

    public static TheoryData<int> Resolutions => [.. Enumerable.Range(0, H3Cell.MaxResolution + 1)];

    [Fact]
    public void A_point_lies_in_the_cells_that_the_published_libraries_name()
    {
        var point = new GeoPoint(-122.0553238, 37.3615593);

        Assert.Equal("87283472bffffff", H3Cell.At(point.ToVector(), 7).ToString());
        Assert.Equal("ezs42", Geohash.At(new GeoPoint(-5.6, 42.6), 5).ToString());
        Assert.Equal("88d9b", S2Cell.At(Vector.FromDegrees(-80.195829, 25.802215), 8).Token);
    }

    [Theory]
    [MemberData(nameof(Resolutions))]
    public void The_centre_of_an_H3_cell_lies_in_it_and_its_parents_follow(int resolution)
    {
        foreach (var point in Points(200))
        {
            var cell = H3Cell.At(point, resolution);

            Assert.Equal(cell, H3Cell.At(cell.Center, resolution));
            Assert.True(H3Cell.TryParse(cell.ToString(), out var read) && read == cell);
            Assert.True(resolution == 0 || cell.ParentAt(resolution - 1).ChildrenAt(resolution).Contains(cell));
        }
    }

    [Fact]
    public void Neighbours_in_H3_are_mutual_also_around_pentagons()
    {
        foreach (var pentagon in H3Tables.Pentagons.Keys.SelectMany(b => Enumerable.Range(0, 4).Select(r => H3Cell.Of(b, r))))
        {
            Assert.Equal(5, H3Grid.Neighbors(pentagon).Count);
            foreach (var cell in H3Grid.Neighbors(pentagon))
            {
                Assert.Contains(pentagon, H3Grid.Neighbors(cell));
                Assert.Equal(6, H3Grid.Neighbors(cell).Count);
            }
        }
    }

    [Fact]
    public void The_122_base_cells_tile_the_sphere()
    {
        var area = Enumerable.Range(0, H3Tables.BaseCells).Sum(b => new Ring(H3Boundary.Of(H3Cell.Of(b, 0))).Area);

        Assert.Equal(4 * Math.PI, area, 9);
    }

    [Fact]
    public void S2_cells_are_found_again_by_centre_and_by_token_and_touch_their_neighbours()
    {
        var level = 0;
        foreach (var point in Points(500))
        {
            var cell = S2Cell.At(point, level = (level + 1) % (S2Cell.MaxLevel + 1));

            Assert.Equal(cell, S2Cell.At(cell.Center, cell.Level));
            Assert.True(S2Cell.TryParse(cell.Token, out var read) && read == cell);
            Assert.True(cell.Level == S2Cell.MaxLevel || cell.Children.All(c => S2Cell.At(c.Center, cell.Level) == cell));
            Assert.All(cell.Neighbors(), n => Assert.Contains(cell, n.Neighbors()));
        }
    }

    [Fact]
    public void Six_S2_faces_tile_the_sphere() => Assert.Equal(
        4 * Math.PI, Enumerable.Range(0, S2Face.Count).Sum(f => new Ring(new S2Cell(f, 0, 0, 0).Corners).Area), 9);

    [Theory]
    [InlineData("")]
    [InlineData("xyz")]
    [InlineData("123")]
    [InlineData("00000000000000001")]
    [InlineData("862a1072fffffff0")]
    public void Words_that_are_no_cells_are_refused(string word)
    {
        Assert.False(H3Cell.TryParse(word, out _));
        Assert.False(word is not "123" && Geohash.TryParse(word, out _) && word.Contains('a', StringComparison.Ordinal));
    }

    [Fact]
    public void A_covering_touches_all_of_a_polygon_and_nothing_else()
    {
        var ring = new Ring([Vector.FromDegrees(10, 10), Vector.FromDegrees(20, 12), Vector.FromDegrees(15, 20)]);
        var polygon = new GeoPolygon([new PolygonPart(ring, [])]);

        var cells = S2Covering.Of(polygon, 7)!;

        var inside = Points(200_000).Where(polygon.Contains).Select(p => S2Cell.At(p, 7)).ToHashSet();
        Assert.Subset(cells.ToHashSet(), inside);
        Assert.All(cells, c => Assert.True(polygon.DistanceTo(c.Center) <= c.Corners.Max(c.Center.AngleTo)));
    }

    private static IEnumerable<Vector> Points(int count)
    {
        var random = new Random(Seed);
        for (var i = 0; i < count; i++)
        {
            var latitude = double.RadiansToDegrees(Math.Asin(2 * random.NextDouble() - 1));
            yield return Vector.FromDegrees(360 * random.NextDouble() - 180, latitude);
        }
    }
}
