namespace Picket.Kql.Geo;

/// <summary>
/// The H3 cells whose centre is inside a polygon, whose edges here are straight on the map: the outline is traced with cells, and neighbours
/// are tried until none is new. The order is that of the published library's hash table.
/// </summary>
internal sealed class H3Fill
{
    public const int MaxCells = 61_680;

    private const int Slack = 12;

    // A longer step in longitude is taken as one across the antimeridian.
    private const double HalfTurn = 180;

    private readonly IReadOnlyList<IReadOnlyList<GeoPoint>> _rings;
    private readonly bool _wraps;
    private readonly int _resolution;
    private readonly double _cellDiameter;

    private H3Fill(IReadOnlyList<IReadOnlyList<GeoPoint>> rings, int resolution)
    {
        _wraps = rings[0].Zip(rings[0].Skip(1).Append(rings[0][0])).Any(p => Math.Abs(p.First.Longitude - p.Second.Longitude) > HalfTurn);
        _rings = rings;
        _resolution = resolution;
        _cellDiameter = 2 * PentagonRadius(resolution);
    }

    /// <summary>Rings are in degrees, the first the outer one, without repeating the first vertex; null when there are too many cells.</summary>
    public static IReadOnlyList<H3Cell>? Of(IReadOnlyList<IReadOnlyList<GeoPoint>> rings, int resolution) => new H3Fill(rings, resolution).Fill();

    /// <summary>The cells whose centre passes a test, searched from those on the outline.</summary>
    public static IReadOnlyList<H3Cell>? Of(IEnumerable<Arc> outline, Func<Vector, bool> holds, int resolution)
    {
        var step = PentagonRadius(resolution) / 2;
        var (seen, found, open) = (new HashSet<H3Cell>(), new List<H3Cell>(), new Queue<H3Cell>());
        foreach (var arc in outline)
        {
            var steps = Math.Ceiling(arc.Length / step);
            if (steps > MaxCells * 8)
                return null;
            for (var i = 0; i <= steps; i++)
                open.Enqueue(H3Cell.At(arc.AtFraction(steps == 0 ? 0 : i / steps), resolution));
        }

        while (open.TryDequeue(out var cell))
        {
            foreach (var near in H3Grid.Neighbors(cell).Prepend(cell).Where(seen.Add).Where(c => holds(c.Center)))
            {
                if (found.Count == MaxCells)
                    return null;
                found.Add(near);
                open.Enqueue(near);
            }
        }

        return found;
    }

    private H3Cell[]? Fill()
    {
        var outline = Trace();
        var size = Math.Max(BoxCells(), _rings.Sum(r => r.Count)) + Slack;
        if (outline is null || size > MaxCells * 16L)
            return null;

        var slots = new H3Cell[size];
        var count = 0;
        for (var open = outline; open.Count > 0;)
        {
            var found = new List<H3Cell>();
            foreach (var cell in open.SelectMany(c => H3Grid.Neighbors(c).Prepend(c)))
            {
                var slot = Slot(slots, cell);
                if (slot < 0 || slots[slot] == cell || !Contains(GeoPoint.From(cell.Center)))
                    continue;
                slots[slot] = cell;
                found.Add(cell);
                if (++count > MaxCells)
                    return null;
            }

            open = found;
        }

        return [.. slots.Where(s => s != default)];
    }

    // The place of the cell, or a free one for it; -1 when there is none.
    private static int Slot(H3Cell[] slots, H3Cell cell)
    {
        var slot = (int)(cell.Id % (ulong)slots.Length);
        for (var tried = 0; tried < slots.Length; tried++, slot = (slot + 1) % slots.Length)
        {
            if (slots[slot] == default || slots[slot] == cell)
                return slot;
        }

        return -1;
    }

    private List<H3Cell>? Trace()
    {
        var (seen, cells) = (new HashSet<H3Cell>(), new List<H3Cell>());
        foreach (var ring in _rings)
        {
            for (var i = 0; i < ring.Count; i++)
            {
                var (start, end) = (ring[i], ring[(i + 1) % ring.Count]);
                var steps = Math.Max(1, Math.Ceiling(start.ToVector().AngleTo(end.ToVector()) / _cellDiameter));
                if (steps > MaxCells)
                    return null;
                for (var step = 0.0; step < steps; step++)
                {
                    var at = new GeoPoint(
                        start.Longitude * (steps - step) / steps + end.Longitude * step / steps,
                        start.Latitude * (steps - step) / steps + end.Latitude * step / steps);
                    if (H3Cell.At(at.ToVector(), _resolution) is var cell && seen.Add(cell))
                        cells.Add(cell);
                }
            }
        }

        return cells;
    }

    // How many cells cover the box around the outer ring, at least.
    private long BoxCells()
    {
        var longitudes = _rings[0].Select(p => Unwrapped(p.Longitude)).ToList();
        var latitudes = _rings[0].Select(p => p.Latitude).ToList();
        var (low, high) = (new GeoPoint(longitudes.Min(), latitudes.Min()), new GeoPoint(longitudes.Max(), latitudes.Max()));
        var diagonal = low.ToVector().AngleTo(high.ToVector());
        var (width, height) = (Math.Abs(high.Longitude - low.Longitude), Math.Abs(high.Latitude - low.Latitude));
        if (width == 0 || height == 0)
            return 1;
        var ratio = Math.Min(3, Math.Max(width, height) / Math.Min(width, height));
        var radius = _cellDiameter / 2;
        var cellArea = 0.8 * 2.59807621135 * radius * radius;
        return Math.Max(1, (long)Math.Min(Math.Ceiling(diagonal * diagonal / ratio / cellArea), int.MaxValue));
    }

    private bool Contains(GeoPoint point) => IsInside(_rings[0], point) && !_rings.Skip(1).Any(r => IsInside(r, point));

    // Counts the edges west of the point, on the map.
    private bool IsInside(IReadOnlyList<GeoPoint> ring, GeoPoint point)
    {
        var (x, y, inside) = (Unwrapped(point.Longitude), point.Latitude, false);
        for (var i = 0; i < ring.Count; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
            if (a.Latitude > b.Latitude)
                (a, b) = (b, a);
            if (y < a.Latitude || y >= b.Latitude)
                continue;
            var (aX, bX) = (Unwrapped(a.Longitude), Unwrapped(b.Longitude));
            inside ^= aX + (y - a.Latitude) / (b.Latitude - a.Latitude) * (bX - aX) > x;
        }

        return inside;
    }

    private double Unwrapped(double longitude) => _wraps && longitude < 0 ? longitude + 360 : longitude;

    private static double PentagonRadius(int resolution)
    {
        var pentagon = H3Cell.Of(4, resolution);
        return pentagon.Center.AngleTo(H3Boundary.Of(pentagon)[0]);
    }
}
