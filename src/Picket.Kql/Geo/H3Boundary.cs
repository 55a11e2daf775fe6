namespace Picket.Kql.Geo;

/// <summary>Where an H3 cell lies on the icosahedron, and its corners.</summary>
internal static class H3Boundary
{
    private static readonly double Sin60 = Math.Sqrt(3) / 2;

    // The corners of the cell at the origin on the grid of corners, counter-clockwise from the i axis; a pentagon has the first five.
    private static readonly (int I, int J, int K)[] EvenCorners = [(2, 1, 0), (1, 2, 0), (0, 2, 1), (0, 1, 2), (1, 0, 2), (2, 0, 1)];
    private static readonly (int I, int J, int K)[] OddCorners = [(5, 4, 0), (1, 5, 0), (0, 5, 4), (0, 1, 5), (4, 0, 5), (5, 0, 1)];

    /// <summary>The place of the cell's centre on the face that it is on.</summary>
    public static H3Face PlaceOf(H3Cell cell)
    {
        var resolution = cell.Resolution;
        var isPentagonBase = cell.IsOnPentagonBase;
        if (isPentagonBase && cell.LeadingDigit == 5)
            cell = cell.TurnedRight();

        var home = H3Tables.Home.Slice(cell.BaseCell * 4, 4);
        var place = new H3Face(home[0], new HexCoordinate(home[1], home[2], home[3]));
        var mayLeaveFace = isPentagonBase || (resolution > 0 && place.At.Sum > 0);
        for (var r = 1; r <= resolution; r++)
            place = place with { At = place.At.CenterChild(r % 2 == 1).Step(cell.Digit(r)) };
        return mayLeaveFace ? Settled(place, resolution, isPentagonBase, cell.LeadingDigit == 4) : place;
    }

    /// <summary>Counter-clockwise. Cells of odd resolution have a further corner where a side crosses the edge of a face.</summary>
    public static IReadOnlyList<Vector> Of(H3Cell cell)
    {
        var place = PlaceOf(cell);
        var isOdd = cell.Resolution % 2 == 1;
        var resolution = cell.Resolution + (isOdd ? 1 : 0);
        var center = place.At.Thirds(true).Thirds(false);
        if (isOdd)
            center = center.CenterChild(false);
        var corners = (isOdd ? OddCorners : EvenCorners).Select(c => place with { At = center.Plus(c.I, c.J, c.K) });
        return cell.IsPentagon
            ? Pentagon([.. corners.Take(5)], resolution, isOdd)
            : Hexagon(place.Face, [.. corners], resolution, isOdd);
    }

    private static H3Face Settled(H3Face place, int resolution, bool isPentagonBase, bool leads4)
    {
        var isOdd = resolution % 2 == 1;
        var even = isOdd ? place with { At = place.At.CenterChild(false) } : place;
        var level = isOdd ? resolution + 1 : resolution;
        if (even.Settle(level, isPentagonBase && leads4, 1, out var settled) == H3Face.Overage.None)
            return place;

        // A pentagon may reach over a second edge.
        while (isPentagonBase && settled.Settle(level, false, 1, out settled) != H3Face.Overage.None)
        {
        }

        return isOdd ? settled with { At = settled.At.Parent(false) } : settled;
    }

    private static List<Vector> Hexagon(int face, H3Face[] corners, int resolution, bool isOdd)
    {
        var points = new List<Vector>();
        var (lastFace, lastOverage) = (-1, H3Face.Overage.None);
        for (var i = 0; i <= corners.Length; i++)
        {
            var corner = corners[i % corners.Length];
            var overage = corner.Settle(resolution, false, 3, out var settled);
            if (isOdd && i > 0 && settled.Face != lastFace && lastOverage != H3Face.Overage.Edge)
            {
                var other = lastFace == face ? settled.Face : lastFace;
                var (start, end) = (corners[(i + 5) % 6].At.ToPlane(), corner.At.ToPlane());
                var crossing = Crossing(start, end, H3Face.EdgeBetween(face, other), resolution);
                if (!IsSame(crossing, start) && !IsSame(crossing, end))
                    points.Add(OnSphere(face, crossing, resolution));
            }

            if (i < corners.Length)
                points.Add(OnSphere(settled.Face, settled.At.ToPlane(), resolution));
            (lastFace, lastOverage) = (settled.Face, overage);
        }

        return points;
    }

    private static List<Vector> Pentagon(H3Face[] corners, int resolution, bool isOdd)
    {
        var points = new List<Vector>();
        var settled = corners.Select(c => SettledCorner(c, resolution)).ToArray();
        for (var i = 0; i <= settled.Length; i++)
        {
            var corner = settled[i % settled.Length];
            if (isOdd && i > 0)
            {
                // All sides of such a pentagon cross an edge; the crossing is found on the face of the corner before.
                var last = settled[i - 1];
                var (face, turns, di, dj, dk) = H3Face.Beside(corner.Face, H3Face.EdgeBetween(corner.Face, last.Face));
                var at = corner.At;
                for (var turn = 0; turn < turns; turn++)
                    at = at.TurnedLeft();
                var unit = 3 * (int)Math.Pow(7, resolution / 2);
                at = at.Plus(di * unit, dj * unit, dk * unit);
                var crossing = Crossing(last.At.ToPlane(), at.ToPlane(), H3Face.EdgeBetween(face, corner.Face), resolution);
                points.Add(OnSphere(face, crossing, resolution));
            }

            if (i < settled.Length)
                points.Add(OnSphere(corner.Face, corner.At.ToPlane(), resolution));
        }

        return points;
    }

    private static H3Face SettledCorner(H3Face corner, int resolution)
    {
        while (corner.Settle(resolution, false, 3, out corner) == H3Face.Overage.Beyond)
        {
        }

        return corner;
    }

    // Where a side meets an edge of the face, on the plane of the face.
    private static (double X, double Y) Crossing((double X, double Y) start, (double X, double Y) end, int edge, int resolution)
    {
        var size = 2 * 3 * Math.Pow(7, resolution / 2);
        (double X, double Y)[] corners = [(size, 0), (-0.5 * size, Sin60 * size), (-0.5 * size, -Sin60 * size)];
        var (a, b) = edge switch { 1 => (corners[0], corners[1]), 3 => (corners[1], corners[2]), _ => (corners[2], corners[0]) };
        var (s1X, s1Y, s2X, s2Y) = (end.X - start.X, end.Y - start.Y, b.X - a.X, b.Y - a.Y);
        var t = (s2X * (start.Y - a.Y) - s2Y * (start.X - a.X)) / (-s2X * s1Y + s1X * s2Y);
        return (start.X + t * s1X, start.Y + t * s1Y);
    }

    private static bool IsSame((double X, double Y) a, (double X, double Y) b) => Math.Abs(a.X - b.X) < 1e-6 && Math.Abs(a.Y - b.Y) < 1e-6;

    private static Vector OnSphere(int face, (double X, double Y) at, int resolution) =>
        H3Face.ToSphere(face, at.X / 3, at.Y / 3, resolution);
}
