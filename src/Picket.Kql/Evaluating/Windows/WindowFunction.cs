using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Windows;

/// <summary>Computes one column over rows in their order.</summary>
internal abstract class WindowFunction
{
    /// <summary>A value per row.</summary>
    public abstract object?[] Compute(List<object?[]> rows);

    public static WindowFunction For(WindowItem item, RowValue[] arguments) => item.Function switch
    {
        "prev" => new Neighbour(arguments, -1),
        "next" => new Neighbour(arguments, 1),
        "row_number" => new Counter(arguments),
        "row_cumsum" => new RunningSum(arguments, item.Column.Type),
        "row_rank_dense" => new Rank(arguments, isDense: true),
        "row_rank_min" => new Rank(arguments, isDense: false),
        "row_window_session" => new Session(arguments),
        _ => throw new KqlRunException(KqlCodes.UnknownFunction, $"The function '{item.Function}' cannot be computed yet."),
    };

    private static RowValue? At(RowValue[] arguments, int place) => arguments.Length > place ? arguments[place] : null;

    private static long Whole(object? value) => KqlConversion.To(value, KqlType.Long) as long? ?? 0;

    /// <summary><c>prev(value, offset, default)</c> and <c>next</c>.</summary>
    private sealed class Neighbour(RowValue[] arguments, int direction) : WindowFunction
    {
        public override object?[] Compute(List<object?[]> rows)
        {
            var (offset, missing) = (At(arguments, 1), At(arguments, 2));
            var cells = new object?[rows.Count];
            for (var i = 0; i < cells.Length; i++)
            {
                var at = i + (direction * (offset is null ? 1 : Whole(offset(rows[i]))));
                cells[i] = at >= 0 && at < cells.Length ? arguments[0](rows[(int)at]) : missing?.Invoke(rows[i]);
            }

            return cells;
        }
    }

    /// <summary><c>row_number(start, restart)</c>.</summary>
    private sealed class Counter(RowValue[] arguments) : WindowFunction
    {
        public override object?[] Compute(List<object?[]> rows)
        {
            var (start, restart) = (At(arguments, 0), At(arguments, 1));
            var number = 0L;
            return
            [
                .. rows.Select((row, i) =>
                {
                    var isStart = i == 0 || restart?.Invoke(row) is true;
                    number = isStart ? (start is null ? 1 : Whole(start(row))) : number + 1;
                    return (object?)number;
                }),
            ];
        }
    }

    /// <summary><c>row_cumsum(term, restart)</c>; a null adds nothing.</summary>
    private sealed class RunningSum(RowValue[] arguments, KqlType type) : WindowFunction
    {
        public override object?[] Compute(List<object?[]> rows)
        {
            var restart = At(arguments, 1);
            object? sum = null;
            var cells = new object?[rows.Count];
            for (var i = 0; i < cells.Length; i++)
            {
                if (i == 0 || restart?.Invoke(rows[i]) is true)
                    sum = KqlConversion.To(0L, type);
                var term = KqlConversion.To(arguments[0](rows[i]), type);
                if (term is not null && sum is not null)
                    sum = ArithmeticValues.Compute(Arithmetic.Add, sum, term);
                cells[i] = type == KqlType.Int ? KqlConversion.To(sum, type) : sum;
            }

            return cells;
        }
    }

    /// <summary><c>row_rank_dense(term, restart)</c> and <c>row_rank_min</c>: ranks of rows that are already in order.</summary>
    private sealed class Rank(RowValue[] arguments, bool isDense) : WindowFunction
    {
        public override object?[] Compute(List<object?[]> rows)
        {
            var restart = At(arguments, 1);
            var cells = new object?[rows.Count];
            var (rank, place) = (0L, 0L);
            object? last = null;
            for (var i = 0; i < cells.Length; i++)
            {
                var value = arguments[0](rows[i]);
                var isRestart = i == 0 || restart?.Invoke(rows[i]) is true;
                place = isRestart ? 1 : place + 1;
                if (isRestart)
                    rank = 1;
                else if (!ValueEquality.Exact.Equals(value, last))
                    rank = isDense ? rank + 1 : place;
                last = value;
                cells[i] = rank;
            }

            return cells;
        }
    }

    /// <summary>
    /// <c>row_window_session(time, from first, from neighbour, restart)</c>: the first time of the session a row is in. A session ends where a time is too
    /// far from its first or from the one before.
    /// </summary>
    private sealed class Session(RowValue[] arguments) : WindowFunction
    {
        public override object?[] Compute(List<object?[]> rows)
        {
            var restart = At(arguments, 3);
            var cells = new object?[rows.Count];
            DateTime? first = null;
            DateTime? last = null;
            for (var i = 0; i < cells.Length; i++)
            {
                var row = rows[i];
                if (arguments[0](row) is not DateTime time)
                    continue;
                var isStart = first is null || restart?.Invoke(row) is true || time < first
                    || IsBeyond(time - first, arguments[1](row)) || IsBeyond(time - last, arguments[2](row));
                first = isStart ? time : first;
                last = time;
                cells[i] = first;
            }

            return cells;
        }

        private static bool IsBeyond(TimeSpan? distance, object? most) => most is TimeSpan span && distance > span;
    }
}
