namespace Picket.Kql.Geo;

/// <summary>Steps from H3 cell to H3 cell.</summary>
internal static class H3Grid
{
    private const int Outward = 4;

    private static readonly int[] AroundRing = [2, 3, 1, 5, 4, 6];
    private static readonly int[] PolarPentagons = [4, 117];

    /// <summary>The cells beside a cell, in the order of a ring around it.</summary>
    public static IReadOnlyList<H3Cell> Neighbors(H3Cell cell) => Rings(cell, 1)[1];

    /// <summary>The cells at each distance from 0 to <paramref name="distance"/>.</summary>
    public static IReadOnlyList<IReadOnlyList<H3Cell>> Rings(H3Cell cell, int distance) =>
        Walked(cell, distance) ?? Searched(cell, distance);

    // A walk around each ring works as long as it meets no pentagon.
    private static List<IReadOnlyList<H3Cell>>? Walked(H3Cell cell, int distance)
    {
        var rings = new List<IReadOnlyList<H3Cell>> { new[] { cell } };
        var turns = 0;
        if (cell.IsPentagon)
            return null;
        for (var radius = 1; radius <= distance; radius++)
        {
            if (Step(cell, Outward, ref turns) is not { IsPentagon: false } start)
                return null;
            cell = start;
            var ring = new List<H3Cell>(6 * radius);
            for (var step = 0; step < 6 * radius; step++)
            {
                if (Step(cell, AroundRing[step / radius], ref turns) is not { IsPentagon: false } next)
                    return null;
                ring.Add(cell = next);
            }

            rings.Add(ring);
        }

        return rings;
    }

    private static List<IReadOnlyList<H3Cell>> Searched(H3Cell cell, int distance)
    {
        var seen = new HashSet<H3Cell> { cell };
        var rings = new List<IReadOnlyList<H3Cell>> { new[] { cell } };
        for (var radius = 1; radius <= distance; radius++)
            rings.Add([.. rings[^1].SelectMany(Beside).Where(seen.Add)]);
        return rings;
    }

    private static IEnumerable<H3Cell> Beside(H3Cell cell)
    {
        foreach (var direction in AroundRing)
        {
            var turns = 0;
            if (Step(cell, direction, ref turns) is { } next)
                yield return next;
        }
    }

    /// <summary>
    /// The cell one step in a direction, which is counted in the axes of the cell where the walk began; <paramref name="turns"/> is how they are
    /// turned here. Null where a pentagon has no such direction.
    /// </summary>
    private static H3Cell? Step(H3Cell origin, int direction, ref int turns)
    {
        for (var turn = 0; turn < turns; turn++)
            direction = HexCoordinate.TurnedLeft(direction);

        var (cell, newTurns) = Moved(origin, direction, ref turns);
        if (!cell.IsOnPentagonBase)
        {
            for (var turn = 0; turn < newTurns; turn++)
                cell = cell.TurnedLeft();
            turns = (turns + newTurns) % 6;
            return cell;
        }

        var isNewBase = cell.BaseCell != origin.BaseCell;
        var skippedGap = false;
        if (cell.LeadingDigit == 1)
        {
            if (isNewBase)
            {
                var from = H3Tables.Home[origin.BaseCell * 4];
                cell = H3Tables.Pentagons[cell.BaseCell].Contains(from) ? cell.TurnedRight() : cell.TurnedLeft();
                skippedGap = true;
            }
            else if (origin.LeadingDigit == 0)
            {
                return null;
            }
            else
            {
                // From digit 3 the gap is passed to the left, from 5 to the right.
                var isLeft = origin.LeadingDigit == 3;
                cell = isLeft ? cell.TurnedLeft() : cell.TurnedRight();
                turns += isLeft ? 1 : 5;
            }
        }

        for (var turn = 0; turn < newTurns; turn++)
            cell = cell.PentagonTurnedLeft();
        if (isNewBase)
            turns += TurnIntoPentagon(cell, origin.BaseCell, skippedGap);
        turns = (turns + newTurns) % 6;
        return cell;
    }

    private static int TurnIntoPentagon(H3Cell cell, int from, bool skippedGap)
    {
        // All neighbours of a polar pentagon point their i axis at it.
        if (PolarPentagons.Contains(cell.BaseCell))
            return from != 118 && from != 8 && cell.LeadingDigit != 3 ? 1 : 0;
        return cell.LeadingDigit == 5 && !skippedGap ? 1 : 0;
    }

    // Changes digits from the finest up, as a carry goes on, and then the base cell.
    private static (H3Cell Cell, int Turns) Moved(H3Cell cell, int direction, ref int turns)
    {
        for (var r = cell.Resolution; r > 0; r--)
        {
            var at = default(HexCoordinate).Step(cell.Digit(r)).Step(direction);
            var parent = at.Parent(r % 2 == 1);
            cell = cell.WithDigit(r, at.Minus(parent.CenterChild(r % 2 == 1)).Digit);
            direction = parent.Digit;
            if (direction == 0)
                return (cell, 0);
        }

        var old = cell.BaseCell;
        if (H3Tables.Neighbors[old * 7 + direction] == H3Tables.None)
        {
            // A pentagon has no neighbour there: the one beyond the gap is taken, with the digits turned.
            direction = 5;
            cell = cell.TurnedLeft();
            turns++;
        }

        return (cell.WithBaseCell(H3Tables.Neighbors[old * 7 + direction]), H3Tables.NeighborTurns[old * 7 + direction]);
    }
}
