namespace Picket.Kql.Geo;

/// <summary>One or more chains of geodesic arcs.</summary>
internal sealed class GeoLine(IReadOnlyList<IReadOnlyList<Vector>> paths)
{
    public IReadOnlyList<IReadOnlyList<Vector>> Paths { get; } = paths;

    public IReadOnlyList<Arc> Arcs { get; } =
        [.. paths.SelectMany(path => path.Zip(path.Skip(1), (start, end) => new Arc(start, end)))];

    /// <summary>In radians.</summary>
    public double Length => Arcs.Sum(a => a.Length);

    public double DistanceTo(Vector point) => Arcs.Min(a => a.DistanceTo(point));

    public double DistanceMeters(double longitude, double latitude) =>
        Earth.Meters(DistanceTo(Vector.FromDegrees(longitude, latitude)));

    public Vector ClosestTo(Vector point) => Arcs.MinBy(a => a.DistanceTo(point)).ClosestTo(point);

    /// <summary>The middle of the mass of an even wire.</summary>
    public Vector Centroid => Arcs.Aggregate(default(Vector), (sum, arc) => sum + Moment(arc)).Normalized();

    /// <summary>The point at a fraction between 0 and 1 of the length.</summary>
    public Vector AtFraction(double fraction)
    {
        var left = fraction * Length;
        foreach (var arc in Arcs)
        {
            var length = arc.Length;
            if (left < length)
                return left <= 0 ? arc.Start : arc.At(left);
            left -= length;
        }

        return Arcs[^1].End;
    }

    /// <summary>The fraction of the length at which the point of the line that is closest to <paramref name="point"/> lies.</summary>
    public double FractionOf(Vector point)
    {
        var (before, at, least) = (0.0, 0.0, double.PositiveInfinity);
        foreach (var arc in Arcs)
        {
            if (arc.DistanceTo(point) is var distance && distance < least)
                (least, at) = (distance, before + arc.Start.AngleTo(arc.ClosestTo(point)));
            before += arc.Length;
        }

        return Math.Clamp(at / before, 0, 1);
    }

    private static Vector Moment(Arc arc)
    {
        var (difference, sum) = (arc.Start - arc.End, arc.Start + arc.End);
        return sum * (difference.Length / sum.Length);
    }
}
