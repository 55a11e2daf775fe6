using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

internal sealed partial class PlanCompiler
{
    /// <summary>Rows in order, equal ones in the order they came; with a count only the first so many.</summary>
    private RowSource CompileSort(Sort sort, RowValue? count)
    {
        var input = Compile(sort.Input);
        var values = Over(sort.Input).Compile(sort.Keys.Select(k => k.Value));
        var order = new SortOrder(sort.Keys);
        return () => Sorted(input, values, order, count is null ? int.MaxValue : RowCount(count([])));
    }

    private IEnumerable<object?[]> Sorted(RowSource input, RowValue[] values, SortOrder order, int most)
    {
        using var held = new HeldRows(running);
        var rows = new List<SortRow>();
        var number = 0L;
        foreach (var row in input())
        {
            rows.Add(new SortRow(row, Array.ConvertAll(values, v => v(row)), number++));
            held.Add(row);
            if (most < rows.Count / 2 && rows.Count > MostUnsorted)
                Trim(rows, order, most, held);
        }

        rows.Sort(order);
        foreach (var row in rows.Take(most))
            yield return row.Row;
    }

    private const int MostUnsorted = 10_000;

    // Only the first rows are wanted: the rest is thrown away whenever it has grown large.
    private static void Trim(List<SortRow> rows, SortOrder order, int most, HeldRows held)
    {
        rows.Sort(order);
        foreach (var away in rows.Skip(most))
            held.Add(-1, -ValueBounds.SizeOf(away.Row));
        rows.RemoveRange(most, rows.Count - most);
    }

    private sealed record SortRow(object?[] Row, object?[] Keys, long Number);

    private sealed class SortOrder(IReadOnlyList<SortKey> keys) : IComparer<SortRow>
    {
        public int Compare(SortRow? left, SortRow? right)
        {
            for (var i = 0; i < keys.Count; i++)
            {
                if (CompareKeys(keys[i], left!.Keys[i], right!.Keys[i]) is var order and not 0)
                    return order;
            }

            return left!.Number.CompareTo(right!.Number);
        }

        // NaN stands on the side of the nulls, between them and the numbers.
        private static int CompareKeys(SortKey key, object? left, object? right)
        {
            var (leftRank, rightRank) = (Rank(left), Rank(right));
            if (leftRank != rightRank)
                return key.IsNullsFirst ? leftRank.CompareTo(rightRank) : rightRank.CompareTo(leftRank);
            var order = KqlValues.CompareWithNull(left, right);
            return key.IsAscending ? order : -order;
        }

        private static int Rank(object? value) => value switch
        {
            null => 0,
            double.NaN => 1,
            _ => 2,
        };
    }
}
