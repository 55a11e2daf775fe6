namespace Picket.Kql.Geo;

/// <summary>Where a piece of a boundary lies relative to another region.</summary>
internal enum Whereabouts
{
    Inside,
    Outside,

    /// <summary>On the other boundary, in the same direction.</summary>
    Along,

    /// <summary>On the other boundary, in the opposite direction.</summary>
    Against,
}

/// <summary>A piece of an arc; <paramref name="Order"/> is that of its arc among all arcs, which decides where output begins.</summary>
internal readonly record struct Piece(Vector Start, Vector End, int Order, Whereabouts Where);

/// <summary>Two lists of arcs and the points in which they cross.</summary>
internal sealed class Cuts
{
    private readonly IReadOnlyList<Arc> _first;
    private readonly IReadOnlyList<Arc> _second;
    private readonly Dictionary<int, List<Vector>> _onFirst = [];
    private readonly Dictionary<int, List<Vector>> _onSecond = [];

    private Cuts(IReadOnlyList<Arc> first, IReadOnlyList<Arc> second) => (_first, _second) = (first, second);

    public IEnumerable<Vector> Points => _onFirst.OrderBy(c => c.Key).SelectMany(c => Along(_first[c.Key], c.Value));

    public static Cuts Between(IReadOnlyList<Arc> first, IReadOnlyList<Arc> second)
    {
        var cuts = new Cuts(first, second);
        foreach (var (i, j) in ArcPairs.Near(first, second))
        {
            if (first[i].Crosses(second[j]) <= 0)
                continue;
            var point = first[i].Intersection(second[j]);
            Add(cuts._onFirst, i, point);
            Add(cuts._onSecond, j, point);
        }

        return cuts;
    }

    public IEnumerable<Piece> FirstPieces(Region other) => Pieces(_first, _onFirst, other, 0);

    public IEnumerable<Piece> SecondPieces(Region other) => Pieces(_second, _onSecond, other, _first.Count);

    private static IEnumerable<Piece> Pieces(IReadOnlyList<Arc> arcs, Dictionary<int, List<Vector>> cuts, Region other, int order)
    {
        var (reached, isInside) = (default(Vector), false);
        for (var i = 0; i < arcs.Count; i++)
        {
            var arc = arcs[i];
            if (other.HasArc(arc) || other.HasArc(arc.Reversed))
            {
                yield return new Piece(arc.Start, arc.End, order + i, other.HasArc(arc) ? Whereabouts.Along : Whereabouts.Against);
                continue;
            }

            // Going on from where the arc before ended spares asking again.
            var inside = arc.Start == reached && !other.HasVertex(reached) ? isInside : other.HoldsStartOf(arc);
            var start = arc.Start;
            foreach (var end in Along(arc, cuts.GetValueOrDefault(i, [])).Append(arc.End))
            {
                if (start != end)
                    yield return new Piece(start, end, order + i, inside ? Whereabouts.Inside : Whereabouts.Outside);
                (start, inside) = (end, !inside);
            }

            (reached, isInside) = (arc.End, !inside);
        }
    }

    private static IEnumerable<Vector> Along(Arc arc, IEnumerable<Vector> points) => points.OrderByDescending(p => p.Dot(arc.Start - arc.End));

    private static void Add(Dictionary<int, List<Vector>> cuts, int arc, Vector point)
    {
        if (!cuts.TryGetValue(arc, out var points))
            cuts[arc] = points = [];
        points.Add(point);
    }
}
