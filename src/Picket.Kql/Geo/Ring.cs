namespace Picket.Kql.Geo;

/// <summary>A closed chain of arcs that encloses at most half of the sphere, counter-clockwise; the first vertex is not repeated.</summary>
internal sealed class Ring
{
    // Any fixed point that no data is likely to hold.
    private static readonly Vector Origin = new Vector(-0.0099994664350250197, 0.0025924542609324121, 0.99994664350250195).Normalized();

    private readonly bool _originInside;
    private readonly Vector _middle;
    private readonly double _reach;

    public Ring(IReadOnlyList<Vector> vertices)
    {
        Area = SignedArea(vertices);
        if (Area > 2 * Math.PI)
        {
            vertices = [.. vertices.Reverse()];
            Area = 4 * Math.PI - Area;
        }

        Vertices = vertices;
        var (first, second, third) = (vertices[0], vertices[1], vertices[2]);
        var secondInside = !Orientation.Ordered(second.Orthogonal(), third, first, second);
        _originInside = secondInside != Inside(second, originInside: false);
        _middle = vertices.Aggregate(default(Vector), (sum, v) => sum + v).Normalized();
        _reach = vertices.Min(v => v.Dot(_middle)) - 1e-15;
    }

    public IReadOnlyList<Vector> Vertices { get; }

    /// <summary>In steradians.</summary>
    public double Area { get; }

    public IEnumerable<Arc> Arcs => Vertices.Select((v, i) => new Arc(v, Vertices[(i + 1) % Vertices.Count]));

    public double Perimeter => Arcs.Sum(a => a.Length);

    /// <summary>The integral of the position over the area (by Stokes, half the sum of arc lengths times arc normals).</summary>
    public Vector Moment => Arcs.Aggregate(
        default(Vector), (sum, arc) => sum + arc.Start.StableCross(arc.End).Normalized() * (arc.Length / 2));

    /// <summary>Whether the point is inside; of rings that share an arc exactly one holds a point on it.</summary>
    public bool Contains(Vector point)
    {
        // Within a cap smaller than half the sphere arcs stay inside, and so does all that the ring encloses.
        if (_reach > 0 && point.Dot(_middle) < _reach)
            return false;
        return Inside(point, _originInside);
    }

    private bool Inside(Vector point, bool originInside)
    {
        var path = new Arc(Origin, point);
        var inside = originInside;
        for (var i = 0; i < Vertices.Count; i++)
            inside ^= path.Passes(new Arc(Vertices[i], Vertices[i + 1 == Vertices.Count ? 0 : i + 1]));
        return inside;
    }

    // The sum of the signed spherical excess of a fan of triangles (Eriksson's formula), between 0 and 4π.
    private static double SignedArea(IReadOnlyList<Vector> vertices)
    {
        var sum = 0.0;
        for (var i = 1; i + 1 < vertices.Count; i++)
            sum += Excess(vertices[0], vertices[i], vertices[i + 1]);
        return sum < 0 ? sum + 4 * Math.PI : sum;
    }

    private static double Excess(Vector a, Vector b, Vector c) =>
        2 * Math.Atan2(a.Dot((b - a).Cross(c - a)), 1 + a.Dot(b) + b.Dot(c) + c.Dot(a));
}
