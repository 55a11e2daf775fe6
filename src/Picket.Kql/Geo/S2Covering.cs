namespace Picket.Kql.Geo;

/// <summary>All S2 cells of one level that a line or polygon touches, along the Hilbert curve.</summary>
internal sealed class S2Covering
{
    public const int MaxCells = 65_536;

    // How far a clipped end may stray in the plane of a face.
    private const double Margin = 2e-15;

    private readonly int _level;
    private readonly Func<Vector, bool> _holds;
    private readonly List<S2Cell> _cells = [];

    private S2Covering(int level, Func<Vector, bool> holds) => (_level, _holds) = (level, holds);

    private readonly record struct Segment(double U0, double V0, double U1, double V1)
    {
        public bool Meets(S2Cell cell)
        {
            var (t0, t1) = (0.0, 1.0);
            return Clip(U0, U1 - U0, cell.LowU - Margin, cell.HighU + Margin, ref t0, ref t1)
                && Clip(V0, V1 - V0, cell.LowV - Margin, cell.HighV + Margin, ref t0, ref t1);
        }

        // Liang and Barsky: narrows the part of the segment that is between two values.
        private static bool Clip(double start, double step, double low, double high, ref double t0, ref double t1)
        {
            if (step == 0)
                return start >= low && start <= high;
            var (enter, leave) = ((low - start) / step, (high - start) / step);
            t0 = Math.Max(t0, Math.Min(enter, leave));
            t1 = Math.Min(t1, Math.Max(enter, leave));
            return t0 <= t1;
        }
    }

    public static IReadOnlyList<S2Cell>? Of(GeoLine line, int level) => Of(line.Arcs, _ => false, level);

    public static IReadOnlyList<S2Cell>? Of(GeoPolygon polygon, int level) => Of(polygon.Boundary, polygon.Contains, level);

    /// <summary>The cells no farther than <paramref name="radius"/> radians; null when there are more than <see cref="MaxCells"/>.</summary>
    public static IReadOnlyList<S2Cell>? Within(double radius, IReadOnlyList<Arc> arcs, Func<Vector, bool> holds, int level)
    {
        var covering = new S2Covering(level, holds);
        return Enumerable.Range(0, S2Face.Count).All(face => covering.AddNear(new S2Cell(face, 0, 0, 0), arcs, radius))
            ? covering._cells : null;
    }

    private static List<S2Cell>? Of(IReadOnlyList<Arc> arcs, Func<Vector, bool> holds, int level)
    {
        var covering = new S2Covering(level, holds);
        return Enumerable.Range(0, S2Face.Count).All(face => covering.Add(new S2Cell(face, 0, 0, 0), OnFace(face, arcs)))
            ? covering._cells : null;
    }

    private bool Add(S2Cell cell, IReadOnlyList<Segment> segments)
    {
        var met = segments.Where(s => s.Meets(cell)).ToList();
        if (met.Count == 0)
            return !_holds(cell.Center) || AddAll(cell);
        return cell.Level == _level ? AddOne(cell) : cell.Children.All(child => Add(child, met));
    }

    private bool AddNear(S2Cell cell, IReadOnlyList<Arc> arcs, double radius)
    {
        var center = cell.Center;
        var reach = cell.Corners.Max(center.AngleTo) + radius;
        var near = arcs.Where(a => a.DistanceTo(center) <= reach).ToList();
        if (near.Count == 0)
            return !_holds(center) || AddAll(cell);
        if (cell.Level < _level)
            return cell.Children.All(child => AddNear(child, near, radius));

        var square = new Ring(cell.Corners);
        var isNear = _holds(center) || near.Any(a => square.Contains(a.Start) || square.Arcs.Any(side => side.DistanceTo(a) <= radius));
        return !isNear || AddOne(cell);
    }

    private bool AddAll(S2Cell cell)
    {
        if (Math.ScaleB(1, 2 * (_level - cell.Level)) > MaxCells - _cells.Count)
            return false;
        return cell.Level == _level ? AddOne(cell) : cell.Children.All(AddAll);
    }

    private bool AddOne(S2Cell cell)
    {
        if (_cells.Count == MaxCells)
            return false;
        _cells.Add(cell);
        return true;
    }

    private static List<Segment> OnFace(int face, IReadOnlyList<Arc> arcs)
    {
        var segments = new List<Segment>();
        foreach (var arc in arcs)
        {
            var (a, b) = (S2Face.ToFace(face, arc.Start), S2Face.ToFace(face, arc.End));
            var (t0, t1) = (0.0, 1.0);
            var isOn = Narrow(a.Z - a.X, b.Z - b.X, ref t0, ref t1) && Narrow(a.Z + a.X, b.Z + b.X, ref t0, ref t1)
                && Narrow(a.Z - a.Y, b.Z - b.Y, ref t0, ref t1) && Narrow(a.Z + a.Y, b.Z + b.Y, ref t0, ref t1);
            var (start, end) = (a + (b - a) * t0, a + (b - a) * t1);
            if (isOn && start.Z > 0 && end.Z > 0)
                segments.Add(new Segment(start.X / start.Z, start.Y / start.Z, end.X / end.Z, end.Y / end.Z));
        }

        return segments;
    }

    // The part of the chord on which a value that goes from start to end is not negative, but for rounding.
    private static bool Narrow(double start, double end, ref double t0, ref double t1)
    {
        (start, end) = (start + Margin, end + Margin);
        if (start < 0 && end < 0)
            return false;
        if (start < 0)
            t0 = Math.Max(t0, start / (start - end));
        if (end < 0)
            t1 = Math.Min(t1, start / (start - end));
        return t0 <= t1;
    }
}
