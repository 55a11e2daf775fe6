namespace Picket.Kql.Geo;

/// <summary>Which arcs of two lists may meet: those whose boxes in space overlap, found by a sweep along one axis.</summary>
internal static class ArcPairs
{
    private const double Margin = 1e-12;

    private readonly record struct Box(Vector Low, Vector High, int Index, bool IsFirst)
    {
        public bool Overlaps(Box other) =>
            Low.X <= other.High.X && other.Low.X <= High.X && Low.Y <= other.High.Y && other.Low.Y <= High.Y
            && Low.Z <= other.High.Z && other.Low.Z <= High.Z;
    }

    /// <summary>Indexes into both lists.</summary>
    public static IEnumerable<(int First, int Second)> Near(IReadOnlyList<Arc> first, IReadOnlyList<Arc> second)
    {
        var boxes = first.Select((arc, i) => Around(arc, i, true)).Concat(second.Select((arc, i) => Around(arc, i, false)))
            .OrderBy(b => b.Low.X).ToList();
        var (openFirst, openSecond) = (new List<Box>(), new List<Box>());
        foreach (var box in boxes)
        {
            var (own, other) = box.IsFirst ? (openFirst, openSecond) : (openSecond, openFirst);
            other.RemoveAll(b => b.High.X < box.Low.X);
            own.Add(box);
            foreach (var met in other.Where(box.Overlaps))
                yield return box.IsFirst ? (box.Index, met.Index) : (met.Index, box.Index);
        }
    }

    private static Box Around(Arc arc, int index, bool isFirst)
    {
        // An arc rises above its chord by 1 - cos(half its angle).
        var rise = 1 - (arc.Start + arc.End).Length / 2 + Margin;
        var pad = new Vector(rise, rise, rise);
        var (a, b) = (arc.Start, arc.End);
        return new Box(
            new Vector(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Min(a.Z, b.Z)) - pad,
            new Vector(Math.Max(a.X, b.X), Math.Max(a.Y, b.Y), Math.Max(a.Z, b.Z)) + pad, index, isFirst);
    }
}
