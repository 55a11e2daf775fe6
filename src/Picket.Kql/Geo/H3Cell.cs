using System.Globalization;

namespace Picket.Kql.Geo;

/// <summary>
/// A cell of H3, the hexagonal grid of the icosahedron: a base cell and one digit per resolution, in 64 bits as published.
/// </summary>
internal readonly record struct H3Cell(ulong Id)
{
    public const int MaxResolution = 15;

    public const int DefaultResolution = 6;

    private const ulong CellMode = 1;
    private const int UnusedDigit = 7;

    public int Resolution => (int)(Id >> 52) & 15;

    public int BaseCell => (int)(Id >> 45) & 127;

    public bool IsOnPentagonBase => H3Tables.Pentagons.ContainsKey(BaseCell);

    public bool IsPentagon => IsOnPentagonBase && LeadingDigit == 0;

    /// <summary>The first digit that is not 0, or 0.</summary>
    public int LeadingDigit
    {
        get
        {
            for (var r = 1; r <= Resolution; r++)
            {
                if (Digit(r) is var digit && digit != 0)
                    return digit;
            }

            return 0;
        }
    }

    public Vector Center => H3Boundary.PlaceOf(this).Center(Resolution);

    /// <summary>The cell of base cell and resolution with all digits 0.</summary>
    public static H3Cell Of(int baseCell, int resolution) =>
        new((CellMode << 59) | ((ulong)resolution << 52) | ((ulong)baseCell << 45) | (ulong.MaxValue >> 19 >> (3 * resolution)));

    public static bool TryParse(string text, out H3Cell cell)
    {
        cell = default;
        if (text.Length is 0 or > 16 || !ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
            return false;
        cell = new H3Cell(id);
        return cell.IsValid;
    }

    /// <summary>The cell that holds a point.</summary>
    public static H3Cell At(Vector point, int resolution)
    {
        var (face, at) = H3Face.Of(point, resolution);
        var cell = Of(0, resolution);
        for (var r = resolution; r > 0; r--)
        {
            var parent = at.Parent(r % 2 == 1);
            cell = cell.WithDigit(r, at.Minus(parent.CenterChild(r % 2 == 1)).Digit);
            at = parent;
        }

        var place = face * 27 + at.I * 9 + at.J * 3 + at.K;
        cell = cell.WithBaseCell(H3Tables.OnFace[place]);
        var isPentagonBase = H3Tables.Pentagons.TryGetValue(cell.BaseCell, out var clockwiseFaces);
        if (isPentagonBase && cell.LeadingDigit == 1)
            cell = clockwiseFaces!.Contains(face) ? cell.TurnedRight() : cell.TurnedLeft();
        for (var turn = 0; turn < H3Tables.OnFaceTurns[place]; turn++)
            cell = isPentagonBase ? cell.PentagonTurnedLeft() : cell.TurnedLeft();
        return cell;
    }

    public int Digit(int resolution) => (int)(Id >> (45 - 3 * resolution)) & 7;

    public H3Cell WithDigit(int resolution, int digit) =>
        new((Id & ~(7UL << (45 - 3 * resolution))) | ((ulong)digit << (45 - 3 * resolution)));

    public H3Cell WithBaseCell(int baseCell) => new((Id & ~(127UL << 45)) | ((ulong)baseCell << 45));

    public H3Cell ParentAt(int resolution) =>
        new((Id & ~(15UL << 52)) | ((ulong)resolution << 52) | (ulong.MaxValue >> 19 >> (3 * resolution)));

    /// <summary>The cells inside this one at a finer resolution, in order; a pentagon has none in direction 1.</summary>
    public IEnumerable<H3Cell> ChildrenAt(int resolution)
    {
        IEnumerable<H3Cell> cells = [this];
        for (var r = Resolution + 1; r <= resolution; r++)
            cells = cells.SelectMany(Children);
        return cells;
    }

    public H3Cell TurnedLeft() => Mapped(HexCoordinate.TurnedLeft);

    public H3Cell TurnedRight() => Mapped(HexCoordinate.TurnedRight);

    /// <summary>Turned around the centre of a pentagon, which has no direction 1.</summary>
    public H3Cell PentagonTurnedLeft()
    {
        var cell = TurnedLeft();
        return cell.LeadingDigit == 1 ? cell.TurnedLeft() : cell;
    }

    public override string ToString() => Id.ToString("x", CultureInfo.InvariantCulture);

    private bool IsValid => Id >> 56 == CellMode << 3 && BaseCell < H3Tables.BaseCells && DigitsAreValid && !(IsOnPentagonBase && LeadingDigit == 1);

    private bool DigitsAreValid
    {
        get
        {
            var cell = this;
            return Enumerable.Range(1, MaxResolution).All(r => cell.Digit(r) == UnusedDigit == r > cell.Resolution);
        }
    }

    private static IEnumerable<H3Cell> Children(H3Cell cell)
    {
        var finer = new H3Cell(cell.Id + (1UL << 52));
        return Enumerable.Range(0, 7).Where(digit => digit != 1 || !cell.IsPentagon).Select(digit => finer.WithDigit(finer.Resolution, digit));
    }

    private H3Cell Mapped(Func<int, int> turn)
    {
        var cell = this;
        for (var r = 1; r <= Resolution; r++)
            cell = cell.WithDigit(r, turn(cell.Digit(r)));
        return cell;
    }
}
