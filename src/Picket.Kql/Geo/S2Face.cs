namespace Picket.Kql.Geo;

/// <summary>The six faces of the cube around the sphere, and the quadratic map between them and the square s, t (S2 geometry).</summary>
internal static class S2Face
{
    public const int Count = 6;

    public static int Of(Vector point)
    {
        var (x, y, z) = (Math.Abs(point.X), Math.Abs(point.Y), Math.Abs(point.Z));
        if (x > y && x > z)
            return point.X < 0 ? 3 : 0;
        if (x <= y && y > z)
            return point.Y < 0 ? 4 : 1;
        return point.Z < 0 ? 5 : 2;
    }

    /// <summary>The point with the axes of the face: u, v and outwards.</summary>
    public static Vector ToFace(int face, Vector p) => face switch
    {
        0 => new(p.Y, p.Z, p.X),
        1 => new(-p.X, p.Z, p.Y),
        2 => new(-p.X, -p.Y, p.Z),
        3 => new(-p.Z, -p.Y, -p.X),
        4 => new(-p.Z, p.X, -p.Y),
        _ => new(p.Y, p.X, -p.Z),
    };

    public static Vector FromFace(int face, double u, double v) => face switch
    {
        0 => new(1, u, v),
        1 => new(-u, 1, v),
        2 => new(-u, -v, 1),
        3 => new(-1, -v, -u),
        4 => new(v, -1, -u),
        _ => new(v, u, -1),
    };

    public static double ToPlane(double s) => s >= 0.5 ? (4 * s * s - 1) / 3 : (1 - 4 * (1 - s) * (1 - s)) / 3;

    public static double FromPlane(double u) => u >= 0 ? 0.5 * Math.Sqrt(1 + 3 * u) : 1 - 0.5 * Math.Sqrt(1 - 3 * u);
}
