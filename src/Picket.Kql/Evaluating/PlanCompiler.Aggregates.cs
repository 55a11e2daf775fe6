using Picket.Kql.Evaluating.Aggregates;
using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

internal sealed partial class PlanCompiler
{
    private RowSource CompileAggregate(Aggregate aggregate)
    {
        var input = Compile(aggregate.Input);
        var over = Over(aggregate.Input);
        var keys = over.Compile(aggregate.Keys.Select(k => k.Value));
        CompiledAggregate[] items = [.. aggregate.Items.Select(i => Compile(i, over))];
        return () => Grouped(input, keys, items);
    }

    private static CompiledAggregate Compile(AggregateItem item, ExpressionCompiler over) => new(
        over.Compile(item.Arguments), item.Condition is null ? null : over.Compile(item.Condition), AccumulatorTable.For(item), item.Outputs.Count);

    private IEnumerable<object?[]> Grouped(RowSource input, RowValue[] keys, CompiledAggregate[] items)
    {
        using var held = new HeldRows(running);
        var groups = new OrderedGroups<Accumulator[]>(() => Array.ConvertAll(items, i => i.Make()));
        if (keys.Length == 0)
            groups.At([]);
        foreach (var row in input())
        {
            running.Check();
            var key = Array.ConvertAll(keys, k => k(row));
            var accumulators = groups.At(key, out var isNew);
            if (isNew)
                held.Add(key);
            for (var i = 0; i < items.Length; i++)
                items[i].Add(accumulators[i], row, held);
        }

        var width = keys.Length + items.Sum(i => i.Width);
        foreach (var (key, accumulators) in groups.InOrder)
            yield return Result(key, accumulators, items, width);
    }

    private static object?[] Result(object?[] key, Accumulator[] accumulators, CompiledAggregate[] items, int width)
    {
        var row = new object?[width];
        key.CopyTo(row, 0);
        var at = key.Length;
        for (var i = 0; i < items.Length; i++)
        {
            accumulators[i].WriteTo(row.AsSpan(at, items[i].Width));
            at += items[i].Width;
        }

        return row;
    }

    /// <summary>An aggregate over the rows of one relation; its arguments are computed into one buffer again and again.</summary>
    private sealed class CompiledAggregate(RowValue[] arguments, RowValue? condition, Func<Accumulator> make, int width)
    {
        private readonly object?[] _values = new object?[arguments.Length];

        public Func<Accumulator> Make => make;

        public int Width => width;

        public void Add(Accumulator accumulator, object?[] row, HeldRows? held = null)
        {
            if (condition is not null && condition(row) is not true)
                return;
            for (var i = 0; i < arguments.Length; i++)
                _values[i] = arguments[i](row);
            var before = accumulator.Held;
            accumulator.Add(_values);
            if (held is not null && accumulator.Held != before)
                held.Add(accumulator.Held - before, ValueBounds.SizeOf(_values));
        }
    }
}
