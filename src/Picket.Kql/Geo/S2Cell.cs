using System.Globalization;

namespace Picket.Kql.Geo;

/// <summary>A cell of the S2 hierarchy: a square of a cube face on one of 31 levels, numbered along the Hilbert curve.</summary>
internal readonly record struct S2Cell(int Face, int Level, int I, int J)
{
    public const int MaxLevel = 30;

    public const int DefaultLevel = 11;

    private const int LeafCount = 1 << MaxLevel;

    private static readonly int[] PositionOf = [0, 1, 3, 2, 0, 3, 1, 2, 2, 3, 1, 0, 2, 1, 3, 0];
    private static readonly int[] QuadrantAt = [0, 1, 3, 2, 0, 2, 3, 1, 3, 2, 0, 1, 3, 1, 0, 2];
    private static readonly int[] Turn = [1, 0, 0, 3];

    public double LowU => S2Face.ToPlane(Math.ScaleB(I, -Level));

    public double HighU => S2Face.ToPlane(Math.ScaleB(I + 1, -Level));

    public double LowV => S2Face.ToPlane(Math.ScaleB(J, -Level));

    public double HighV => S2Face.ToPlane(Math.ScaleB(J + 1, -Level));

    public Vector Center => S2Face.FromFace(
        Face, S2Face.ToPlane(Math.ScaleB(I + 0.5, -Level)), S2Face.ToPlane(Math.ScaleB(J + 0.5, -Level))).Normalized();

    /// <summary>Counter-clockwise.</summary>
    public IReadOnlyList<Vector> Corners =>
    [
        S2Face.FromFace(Face, LowU, LowV).Normalized(), S2Face.FromFace(Face, HighU, LowV).Normalized(),
        S2Face.FromFace(Face, HighU, HighV).Normalized(), S2Face.FromFace(Face, LowU, HighV).Normalized(),
    ];

    /// <summary>The four cells of the next level, along the curve.</summary>
    public IEnumerable<S2Cell> Children
    {
        get
        {
            var (cell, orientation) = (this, Orientation);
            return Enumerable.Range(0, 4).Select(position => QuadrantAt[orientation * 4 + position])
                .Select(q => new S2Cell(cell.Face, cell.Level + 1, cell.I * 2 + (q >> 1), cell.J * 2 + (q & 1)));
        }
    }

    public string Token
    {
        get
        {
            var text = Id.ToString("x16", CultureInfo.InvariantCulture).TrimEnd('0');
            return text.Length == 0 ? "X" : text;
        }
    }

    private ulong Id
    {
        get
        {
            var id = (ulong)Face;
            var orientation = Face & 1;
            for (var bit = Level - 1; bit >= 0; bit--)
            {
                var position = PositionOf[orientation * 4 + (((I >> bit) & 1) << 1) + ((J >> bit) & 1)];
                id = (id << 2) | (uint)position;
                orientation ^= Turn[position];
            }

            return ((id << 1) | 1) << (2 * (MaxLevel - Level));
        }
    }

    private int Orientation
    {
        get
        {
            var orientation = Face & 1;
            for (var bit = Level - 1; bit >= 0; bit--)
                orientation ^= Turn[PositionOf[orientation * 4 + (((I >> bit) & 1) << 1) + ((J >> bit) & 1)]];
            return orientation;
        }
    }

    public static S2Cell At(Vector point, int level)
    {
        var face = S2Face.Of(point);
        var p = S2Face.ToFace(face, point);
        return Leaf(face, S2Face.FromPlane(p.X / p.Z), S2Face.FromPlane(p.Y / p.Z)).ParentAt(level);
    }

    public static bool TryParse(string token, out S2Cell cell)
    {
        cell = default;
        if (token.Length is 0 or > 16
            || !ulong.TryParse(token.PadRight(16, '0'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
            return false;
        var zeros = System.Numerics.BitOperations.TrailingZeroCount(id);
        var face = (int)(id >> 61);
        if (face >= S2Face.Count || zeros > 2 * MaxLevel || zeros % 2 != 0)
            return false;

        var level = MaxLevel - zeros / 2;
        var (orientation, i, j) = (face & 1, 0, 0);
        for (var digit = 1; digit <= level; digit++)
        {
            var position = (int)(id >> (61 - 2 * digit)) & 3;
            var quadrant = QuadrantAt[orientation * 4 + position];
            (i, j) = ((i << 1) | (quadrant >> 1), (j << 1) | (quadrant & 1));
            orientation ^= Turn[position];
        }

        cell = new S2Cell(face, level, i, j);
        return true;
    }

    /// <summary>The cells that share an edge or a corner, in the order Kusto lists them.</summary>
    public IReadOnlyList<S2Cell> Neighbors()
    {
        var cell = this;
        (int I, int J)[] steps = [(1, 1), (-1, -1), (1, -1), (0, -1), (0, 1), (1, 0), (-1, 0), (-1, 1)];
        return [.. steps.Select(s => cell.Beside(s.I, s.J)).Distinct().Where(c => c != cell)];
    }

    private static S2Cell Leaf(int face, double s, double t) => new(
        face, MaxLevel, Math.Clamp((int)Math.Floor(s * LeafCount), 0, LeafCount - 1), Math.Clamp((int)Math.Floor(t * LeafCount), 0, LeafCount - 1));

    // Beyond the edge of a face lies a cell of another one: the point just outside, projected there, tells which.
    private S2Cell Beside(int stepI, int stepJ)
    {
        var (i, j) = (I + stepI, J + stepJ);
        if (i >= 0 && j >= 0 && i < 1 << Level && j < 1 << Level)
            return new S2Cell(Face, Level, i, j);
        var point = S2Face.FromFace(Face, Outside(i), Outside(j));
        var face = S2Face.Of(point);
        var p = S2Face.ToFace(face, point);
        return Leaf(face, 0.5 * (p.X / p.Z + 1), 0.5 * (p.Y / p.Z + 1)).ParentAt(Level);
    }

    private double Outside(int index)
    {
        var leaf = Math.Clamp((long)index << (MaxLevel - Level), -1, LeafCount);
        return Math.Clamp((2 * (leaf - LeafCount / 2) + 1) / (double)LeafCount, -(1 + double.Epsilon + 2.3e-16), 1 + 2.3e-16);
    }

    private S2Cell ParentAt(int level) => new(Face, level, I >> (Level - level), J >> (Level - level));
}
