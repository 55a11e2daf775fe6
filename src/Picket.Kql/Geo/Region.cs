namespace Picket.Kql.Geo;

/// <summary>A polygon asked where arcs lie that start at its vertices or elsewhere.</summary>
internal sealed class Region(GeoPolygon polygon)
{
    private readonly ILookup<Vector, (Vector Far, bool IsOutgoing)> _spokes = polygon.Boundary
        .SelectMany(a => new[] { (At: a.Start, Far: a.End, IsOutgoing: true), (At: a.End, Far: a.Start, IsOutgoing: false) })
        .ToLookup(s => s.At, s => (s.Far, s.IsOutgoing));

    private readonly HashSet<Arc> _boundary = [.. polygon.Boundary];

    public bool HasVertex(Vector point) => _spokes.Contains(point);

    public bool HasArc(Arc arc) => _boundary.Contains(arc);

    /// <summary>Whether the arc is inside just after its start.</summary>
    public bool HoldsStartOf(Arc arc)
    {
        var spokes = _spokes[arc.Start].ToList();
        if (spokes.Count == 0)
            return polygon.Contains(arc.Start);

        // The inside is on the left of an outgoing arc: the first spoke met clockwise tells.
        var nearest = spokes[0];
        foreach (var spoke in spokes.Skip(1))
        {
            if (Orientation.Ordered(nearest.Far, spoke.Far, arc.End, arc.Start))
                nearest = spoke;
        }

        return nearest.IsOutgoing;
    }
}
