using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Aggregates;

internal sealed class CountAccumulator : Accumulator
{
    private long _count;

    public override object? Result => _count;

    public override void Add(object?[] values) => _count++;
}

/// <summary><c>dcount</c>: see <see cref="DistinctSketch"/> for how exact it is.</summary>
internal sealed class DistinctAccumulator(int precision) : Accumulator
{
    private readonly DistinctSketch _sketch = new(precision);

    public override object? Result => _sketch.Estimate();

    public override int Held => _sketch.Hashes?.Count ?? 0;

    public override void Add(object?[] values)
    {
        if (values[0] is { } value)
            _sketch.Add(StableHash.Of(value));
    }
}

internal sealed class ExactDistinctAccumulator : Accumulator
{
    private readonly HashSet<object?> _values = new(ValueEquality.Exact);

    public override object? Result => (long)_values.Count;

    public override int Held => _values.Count;

    public override void Add(object?[] values)
    {
        if (values[0] is { } value)
            _values.Add(value);
    }
}

/// <summary>All values brought together bit by bit; null where there is none.</summary>
internal sealed class BitsAccumulator(Func<long, long, long> join) : Accumulator
{
    private long? _bits;

    public override object? Result => _bits;

    public override void Add(object?[] values)
    {
        if (KqlConversion.To(values[0], KqlType.Long) is long bits)
            _bits = _bits is { } before ? join(before, bits) : bits;
    }
}
