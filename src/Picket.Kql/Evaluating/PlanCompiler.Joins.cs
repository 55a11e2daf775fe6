using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

internal sealed partial class PlanCompiler
{
    private RowSource CompileJoin(Join join)
    {
        var sides = new JoinSides(
            Compile(join.Left), Over(join.Left).Compile(join.Keys.Select(k => k.Left)),
            Compile(join.Right), Over(join.Right).Compile(join.Keys.Select(k => k.Right)),
            Output(join));
        return join.Kind switch
        {
            JoinKind.InnerUnique => () => Inner(sides, isUnique: true),
            JoinKind.Inner => () => Inner(sides, isUnique: false),
            JoinKind.LeftOuter => () => Outer(sides, keepsLeft: true, keepsRight: false),
            JoinKind.RightOuter => () => Outer(sides, keepsLeft: false, keepsRight: true),
            JoinKind.FullOuter => () => Outer(sides, keepsLeft: true, keepsRight: true),
            JoinKind.LeftSemi => () => Existing(sides.Left, sides.LeftKey, sides.Right, sides.RightKey, true, row => sides.Output(row, null)),
            JoinKind.LeftAnti => () => Existing(sides.Left, sides.LeftKey, sides.Right, sides.RightKey, false, row => sides.Output(row, null)),
            JoinKind.RightSemi => () => Existing(sides.Right, sides.RightKey, sides.Left, sides.LeftKey, true, row => sides.Output(null, row)),
            JoinKind.RightAnti => () => Existing(sides.Right, sides.RightKey, sides.Left, sides.LeftKey, false, row => sides.Output(null, row)),
            _ => throw new InvalidOperationException($"No evaluation for the join kind {join.Kind}."),
        };
    }

    private sealed record JoinSides(
        RowSource Left, RowValue[] LeftKey, RowSource Right, RowValue[] RightKey, Func<object?[]?, object?[]?, object?[]> Output);

    private static Func<object?[]?, object?[]?, object?[]> Output(Join join)
    {
        var (left, right) = (new RowLayout(join.Left.Columns), new RowLayout(join.Right.Columns));
        var outputs = join.Outputs.Select(o => (o.IsLeft, Place: (o.IsLeft ? left : right).Place(o.Source), Missing: Missing(o.Column.Type))).ToArray();
        return (leftRow, rightRow) =>
        {
            var row = new object?[outputs.Length];
            for (var i = 0; i < row.Length; i++)
                row[i] = (outputs[i].IsLeft ? leftRow : rightRow) is { } source ? source[outputs[i].Place] : outputs[i].Missing;
            return row;
        };
    }

    private IEnumerable<object?[]> Inner(JoinSides sides, bool isUnique)
    {
        using var held = new HeldRows(running);
        var right = Table(sides.Right, sides.RightKey, held);
        var seen = new HashSet<object?[]>(KeyEquality.Instance);
        foreach (var row in sides.Left())
        {
            running.Check();
            if (Key(row, sides.LeftKey) is not { } key || !right.TryGetValue(key, out var matches))
                continue;
            if (isUnique && !seen.Add(key))
                continue;
            if (isUnique)
                held.Add(key);
            foreach (var match in matches)
                yield return sides.Output(row, match.Row);
        }
    }

    private IEnumerable<object?[]> Outer(JoinSides sides, bool keepsLeft, bool keepsRight)
    {
        using var held = new HeldRows(running);
        var unkeyed = new List<object?[]>();
        var right = Table(sides.Right, sides.RightKey, held, keepsRight ? unkeyed : null);
        foreach (var row in sides.Left())
        {
            running.Check();
            var matches = Key(row, sides.LeftKey) is { } key ? right.GetValueOrDefault(key) : null;
            if (matches is null && keepsLeft)
                yield return sides.Output(row, null);
            foreach (var match in matches ?? [])
            {
                match.IsMatched = true;
                yield return sides.Output(row, match.Row);
            }
        }

        if (!keepsRight)
            yield break;
        foreach (var row in right.Values.SelectMany(m => m).Where(m => !m.IsMatched).Select(m => m.Row).Concat(unkeyed))
            yield return sides.Output(null, row);
    }

    private IEnumerable<object?[]> Existing(
        RowSource kept, RowValue[] keptKey, RowSource other, RowValue[] otherKey, bool isWanted, Func<object?[], object?[]> output)
    {
        using var held = new HeldRows(running);
        var keys = new HashSet<object?[]>(KeyEquality.Instance);
        foreach (var row in other())
        {
            if (Key(row, otherKey) is { } key && keys.Add(key))
                held.Add(key);
        }

        foreach (var row in kept())
        {
            running.Check();
            if ((Key(row, keptKey) is { } key && keys.Contains(key)) == isWanted)
                yield return output(row);
        }
    }

    private sealed class JoinRow(object?[] row)
    {
        public object?[] Row => row;

        public bool IsMatched { get; set; }
    }

    private static Dictionary<object?[], List<JoinRow>> Table(RowSource source, RowValue[] key, HeldRows held, List<object?[]>? unkeyed = null)
    {
        var table = new Dictionary<object?[], List<JoinRow>>(KeyEquality.Instance);
        foreach (var row in source())
        {
            held.Add(row);
            if (Key(row, key) is not { } found)
            {
                unkeyed?.Add(row);
                continue;
            }

            if (!table.TryGetValue(found, out var rows))
                table[found] = rows = [];
            rows.Add(new JoinRow(row));
        }

        return table;
    }

    /// <summary>The key of a row; null where a part of it is null, which is like nothing.</summary>
    private static object?[]? Key(object?[] row, RowValue[] parts)
    {
        var key = new object?[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if ((key[i] = parts[i](row)) is null)
                return null;
        }

        return key;
    }
}
