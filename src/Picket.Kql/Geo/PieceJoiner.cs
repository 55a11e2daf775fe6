namespace Picket.Kql.Geo;

/// <summary>Joins pieces to rings and paths. Output begins after the piece of the highest order, as with S2's builder.</summary>
internal static class PieceJoiner
{
    /// <summary>A region from pieces that have it on their left.</summary>
    public static GeoPolygon Rings(IReadOnlyList<Piece> pieces)
    {
        var rings = Loops(pieces)
            .Select(Canonical).OrderBy(loop => loop[0].Order)
            .Select(loop => (Ring: new Ring([.. loop.Select(p => p.Start)]), First: loop[0]))
            .ToList();

        // A ring turns its vertices around when they enclose more than half the sphere: then it is a hole.
        var shells = rings.Where(r => r.Ring.Arcs.Any(a => a.Start == r.First.Start && a.End == r.First.End)).Select(r => r.Ring).ToList();
        var holes = rings.Select(r => r.Ring).Except(shells).ToLookup(h => ShellOf(h, shells));
        return new GeoPolygon([.. shells.Select(s => new PolygonPart(s, [.. holes[s]]))]);
    }

    /// <summary>Paths of pieces that follow each other; they end where more than two pieces meet.</summary>
    public static IReadOnlyList<IReadOnlyList<Vector>> Paths(IEnumerable<Piece> pieces)
    {
        var all = pieces.DistinctBy(p => (p.Start, p.End)).ToList();
        var starting = all.ToLookup(p => p.Start);
        var ending = all.ToLookup(p => p.End);
        var used = new HashSet<Piece>();
        var paths = new List<IReadOnlyList<Vector>>();
        bool PassesThrough(Vector v) => starting[v].Count() == 1 && ending[v].Count() == 1;

        // Paths with a beginning first; what is left then are closed ones.
        foreach (var piece in all.Where(p => !PassesThrough(p.Start)).Concat(all))
        {
            if (!used.Add(piece))
                continue;
            var path = new List<Vector> { piece.Start, piece.End };
            while (PassesThrough(path[^1]) && starting[path[^1]].Single() is var next && used.Add(next))
                path.Add(next.End);
            paths.Add(path);
        }

        return paths;
    }

    private static IEnumerable<List<Piece>> Loops(IReadOnlyList<Piece> pieces)
    {
        var from = pieces.ToLookup(p => p.Start);
        var used = new HashSet<Piece>();
        foreach (var first in pieces)
        {
            var path = new List<Piece>();
            var next = used.Contains(first) ? (Piece?)null : first;
            while (next is { } piece && used.Add(piece))
            {
                path.Add(piece);

                // A vertex that comes again closes a loop of its own.
                var start = path.FindLastIndex(p => p.Start == piece.End);
                if (start >= 0)
                {
                    if (path.Count - start > 2)
                        yield return path[start..];
                    path.RemoveRange(start, path.Count - start);
                }

                next = path.Count > 0 ? LeftmostAfter(piece, [.. from[piece.End].Where(p => !used.Contains(p))]) : null;
            }
        }
    }

    private static Piece? LeftmostAfter(Piece piece, IReadOnlyList<Piece> choices)
    {
        if (choices.Count == 0)
            return null;
        var best = choices[0];
        foreach (var other in choices.Skip(1))
        {
            if (Orientation.Ordered(best.End, other.End, piece.Start, piece.End))
                best = other;
        }

        return best;
    }

    private static List<Piece> Canonical(List<Piece> loop)
    {
        var highest = loop.Max(p => p.Order);
        var last = Enumerable.Range(0, loop.Count).First(i => loop[i].Order == highest && loop[(i + 1) % loop.Count].Order != highest);
        return [.. loop[(last + 1)..], .. loop[..(last + 1)]];
    }

    private static Ring? ShellOf(Ring hole, List<Ring> shells) => shells
        .Where(s => hole.Vertices.FirstOrDefault(v => !s.Vertices.Contains(v), hole.Vertices[0]) is var vertex && s.Contains(vertex))
        .MinBy(s => s.Area);
}
