using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

internal sealed partial class PlanCompiler
{
    private RowSource CompileTopNested(TopNested top)
    {
        var input = Compile(top.Input);
        var over = Over(top.Input);
        var constants = Constants;
        var levels = top.Levels.Select(l => new RankedLevel(
            over.Compile(l.Key.Value),
            [.. l.Aggregates.Select(a => Compile(a, over))],
            Over([.. l.Aggregates.SelectMany(a => a.Outputs)]).Compile(l.Rank.Value),
            l.IsAscending,
            l.Count is null ? null : constants.Compile(l.Count),
            l.Others is null ? null : constants.Compile(l.Others),
            Missing(l.Key.Value.Type))).ToList();
        return () => Ranked();

        IEnumerable<object?[]> Ranked()
        {
            using var held = new HeldRows(running);
            var rows = Collected(input(), held);
            foreach (var row in Best(rows, levels, []))
                yield return row;
        }
    }

    private sealed record RankedLevel(
        RowValue Key, CompiledAggregate[] Items, RowValue Rank, bool IsAscending, RowValue? Count, RowValue? Others, object? NoKey);

    private IEnumerable<object?[]> Best(List<object?[]> rows, IReadOnlyList<RankedLevel> levels, object?[] made)
    {
        if (levels is not [var level, ..])
            return [made];
        var groups = new OrderedGroups<List<object?[]>>(() => []);
        foreach (var row in rows)
        {
            running.Check();
            groups.At([level.Key(row)]).Add(row);
        }

        var ranked = groups.InOrder.Select(g => (Key: g.Key[0], Rows: g.Group, Rank: RankOf(g.Group, level))).ToList();
        var order = Comparer<object?>.Create(KqlValues.CompareWithNull);
        List<(object? Key, List<object?[]> Rows, object? Rank)> sorted =
            level.IsAscending ? [.. ranked.OrderBy(g => g.Rank, order)] : [.. ranked.OrderByDescending(g => g.Rank, order)];
        var count = level.Count is null ? sorted.Count : RowCount(level.Count([]));
        IReadOnlyList<RankedLevel> below = [.. levels.Skip(1)];
        var best = sorted.Take(count).SelectMany(g => Best(g.Rows, below, [.. made, g.Key, g.Rank]));
        if (level.Others is null || sorted.Count <= count)
            return best;
        var others = sorted.Skip(count).SelectMany(g => g.Rows).ToList();
        return best.Append(Others(others, levels, made));
    }

    // All rows that are not among the best, as one: levels that do not name others have no value there.
    private static object?[] Others(List<object?[]> rows, IReadOnlyList<RankedLevel> levels, object?[] made) =>
    [
        .. made, .. levels.SelectMany(l => l.Others is null ? new[] { l.NoKey, null } : [l.Others([]), RankOf(rows, l)]),
    ];

    private static object? RankOf(List<object?[]> rows, RankedLevel level)
    {
        var accumulators = Array.ConvertAll(level.Items, i => i.Make());
        foreach (var row in rows)
        {
            for (var i = 0; i < accumulators.Length; i++)
                level.Items[i].Add(accumulators[i], row);
        }

        return level.Rank(Result([], accumulators, level.Items, level.Items.Sum(i => i.Width)));
    }
}
