namespace Picket.Kql.Geo;

/// <summary>A place on the grid of an icosahedron face; grids go on beyond the edges of their face.</summary>
internal readonly record struct H3Face(int Face, HexCoordinate At)
{
    /// <summary>Where a place lies when it may be beyond the edge of its face.</summary>
    public enum Overage
    {
        None,
        Edge,
        Beyond,
    }

    private const double UnitOnFace = 0.38196601125010500003;
    private const double ClassThreeTurn = 0.333473172251832115336090755351601070065900389;

    private static readonly (Vector Center, Vector X, Vector Y)[] Axes = [.. H3Tables.Faces.Select(f => AxesOf(f.Longitude, f.Latitude, f.Azimuth))];

    public static H3Face Of(Vector point, int resolution)
    {
        var face = Enumerable.Range(0, Axes.Length).MaxBy(f => Axes[f].Center.Dot(point));
        var (center, axisX, axisY) = Axes[face];
        var scale = Math.Pow(7, resolution / 2.0) / (UnitOnFace * point.Dot(center));
        var (x, y) = Turned(point.Dot(axisX) * scale, point.Dot(axisY) * scale, resolution % 2 == 0 ? 0 : -ClassThreeTurn);
        return new H3Face(face, HexCoordinate.At(x, y));
    }

    public Vector Center(int resolution)
    {
        var (x, y) = At.ToPlane();
        (x, y) = Turned(x, y, resolution % 2 == 0 ? 0 : ClassThreeTurn);
        return ToSphere(Face, x, y, resolution);
    }

    /// <summary>The point of the sphere for one of the face's plane, in cells of the resolution.</summary>
    public static Vector ToSphere(int face, double x, double y, double resolution)
    {
        var (center, axisX, axisY) = Axes[face];
        var scale = UnitOnFace / Math.Pow(7, resolution / 2);
        return (center + axisX * (x * scale) + axisY * (y * scale)).Normalized();
    }

    /// <summary>1 when the other face is beside this one across the ij edge, 2 for ki, 3 for jk, else 0.</summary>
    public static int EdgeBetween(int face, int other) => Enumerable.Range(1, 3).FirstOrDefault(edge => Beside(face, edge).Face == other);

    /// <summary>Moves a place of an even resolution to the face that it is on; <paramref name="unit"/> is 3 on the grid of cell corners, else 1.</summary>
    public Overage Settle(int resolution, bool isPentagonLeading4, int unit, out H3Face settled)
    {
        settled = this;
        var size = (int)Math.Pow(7, resolution / 2) * unit;
        if (unit > 1 && At.Sum == 2 * size)
            return Overage.Edge;
        if (At.Sum <= 2 * size)
            return Overage.None;

        var edge = At.K == 0 ? 1 : At.J > 0 ? 3 : 2;
        var at = At;
        if (edge == 2 && isPentagonLeading4)
            at = at.Minus(new HexCoordinate(2 * size, 0, 0)).TurnedRight().Plus(2 * size, 0, 0);
        var (face, turns, i, j, k) = Beside(Face, edge);
        for (var turn = 0; turn < turns; turn++)
            at = at.TurnedLeft();
        settled = new H3Face(face, at.Plus(i * size, j * size, k * size));
        return unit > 1 && settled.At.Sum == 2 * size ? Overage.Edge : Overage.Beyond;
    }

    /// <summary>The face across an edge, and how its grid is turned and moved against this face's.</summary>
    public static (int Face, int Turns, int I, int J, int K) Beside(int face, int edge)
    {
        var (band, place) = (face / 5, face % 5);
        var (before, after) = ((place + 4) % 5, (place + 1) % 5);
        return (edge, band) switch
        {
            (1, 0) => (before, 1, 2, 0, 2),
            (2, 0) => (after, 5, 2, 2, 0),
            (1, 1) => (10 + place, 3, 2, 2, 0),
            (2, 1) => (10 + before, 3, 2, 0, 2),
            (1, 2) => (5 + place, 3, 2, 2, 0),
            (2, 2) => (5 + after, 3, 2, 0, 2),
            (1, _) => (15 + after, 1, 2, 0, 2),
            (2, _) => (15 + before, 5, 2, 2, 0),
            (_, 0 or 2) => (face + 5, 3, 0, 2, 2),
            _ => (face - 5, 3, 0, 2, 2),
        };
    }

    private static (double X, double Y) Turned(double x, double y, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return (x * cos - y * sin, x * sin + y * cos);
    }

    private static (Vector Center, Vector X, Vector Y) AxesOf(double longitude, double latitude, double azimuth)
    {
        var (sinLng, cosLng) = Math.SinCos(longitude);
        var (sinLat, cosLat) = Math.SinCos(latitude);
        var (north, east) = (new Vector(-sinLat * cosLng, -sinLat * sinLng, cosLat), new Vector(-sinLng, cosLng, 0));
        var (sin, cos) = Math.SinCos(azimuth);
        return (new Vector(cosLat * cosLng, cosLat * sinLng, sinLat), north * cos + east * sin, north * sin - east * cos);
    }
}
