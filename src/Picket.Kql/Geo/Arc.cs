namespace Picket.Kql.Geo;

/// <summary>The shortest geodesic between two points that are not antipodal.</summary>
internal readonly record struct Arc(Vector Start, Vector End)
{
    public double Length => Start.AngleTo(End);

    public Arc Reversed => new(End, Start);

    /// <summary>The point that is <paramref name="distance"/> radians from the start.</summary>
    public Vector At(double distance)
    {
        var ahead = Start.StableCross(End).Cross(Start).Normalized();
        var (sin, cos) = Math.SinCos(distance);
        return (Start * cos + ahead * sin).Normalized();
    }

    public Vector AtFraction(double fraction) => fraction switch
    {
        0 => Start,
        1 => End,
        _ => At(fraction * Length),
    };

    public Vector ClosestTo(Vector point)
    {
        var normal = Start.StableCross(End).Normalized();
        if (normal.Cross(Start).Dot(point) > 0 && normal.Cross(End).Dot(point) < 0)
            return (point - normal * point.Dot(normal)).Normalized();
        return point.Dot(Start) >= point.Dot(End) ? Start : End;
    }

    public double DistanceTo(Vector point)
    {
        var normal = Start.StableCross(End).Normalized();
        if (normal.Cross(Start).Dot(point) > 0 && normal.Cross(End).Dot(point) < 0)
            return Math.Asin(Math.Min(1, Math.Abs(point.Dot(normal))));
        return Math.Min(point.AngleTo(Start), point.AngleTo(End));
    }

    public double DistanceTo(Arc other) => Crosses(other) >= 0
        ? 0
        : Math.Min(
            Math.Min(DistanceTo(other.Start), DistanceTo(other.End)),
            Math.Min(other.DistanceTo(Start), other.DistanceTo(End)));

    /// <summary>+1 when the interiors cross in one point, 0 when they share an end, -1 otherwise.</summary>
    public int Crosses(Arc other)
    {
        var (a, b, c, d) = (Start, End, other.Start, other.End);
        if (a == c || a == d || b == c || b == d)
            return 0;
        var side = Orientation.Sign(a, b, d);
        if (Orientation.Sign(a, b, c) != -side)
            return -1;
        return Orientation.Sign(c, d, b) == -side && Orientation.Sign(c, d, a) == side ? 1 : -1;
    }

    /// <summary>
    /// Whether passing along this arc counts as passing the other one. Of the arcs that meet in a vertex every path through it passes
    /// an even or odd number, as it has to be for counting crossings.
    /// </summary>
    public bool Passes(Arc other)
    {
        var crossing = Crosses(other);
        return crossing > 0 || (crossing == 0 && PassesVertex(other));
    }

    /// <summary>The point where two crossing arcs meet.</summary>
    public Vector Intersection(Arc other)
    {
        var point = Start.StableCross(End).Normalized().Cross(other.Start.StableCross(other.End).Normalized()).Normalized();
        var middle = Start + End + other.Start + other.End;
        point = point.Dot(middle) < 0 ? -point : point;

        // Nearly parallel arcs give an uncertain direction; the point never leaves the arc.
        return ClosestTo(point);
    }

    private bool PassesVertex(Arc other)
    {
        var (a, b, c, d) = (Start, End, other.Start, other.End);
        if (a == b || c == d)
            return false;
        if (a == c)
            return b == d || Orientation.Ordered(a.Orthogonal(), d, b, a);
        if (b == d)
            return Orientation.Ordered(b.Orthogonal(), c, a, b);
        if (a == d)
            return b == c || Orientation.Ordered(a.Orthogonal(), c, b, a);
        return Orientation.Ordered(b.Orthogonal(), d, a, b);
    }
}
