using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Aggregates;

/// <summary><c>hll</c>: the state from which <c>dcount_hll()</c> reads the number of distinct values; null where there is none.</summary>
internal sealed class DistinctStateAccumulator(int precision) : Accumulator
{
    private DistinctSketch? _sketch;

    public override object? Result => _sketch is null ? null : DistinctState.Write(_sketch);

    public override int Held => _sketch?.Hashes?.Count ?? 0;

    public override void Add(object?[] values)
    {
        if (values[0] is { } value)
            (_sketch ??= new DistinctSketch(precision)).Add(StableHash.Of(value));
    }
}

internal sealed class DistinctMergeAccumulator : Accumulator
{
    private readonly DistinctMerge _merge = new();

    public override object? Result => _merge.Result;

    public override void Add(object?[] values) => _merge.Add(values[0]);
}

/// <summary><c>tdigest(value, weight)</c>: the state from which <c>percentile_tdigest()</c> reads; null where there is none.</summary>
internal sealed class DigestAccumulator(KqlType type) : Accumulator
{
    private TDigest? _digest;

    public override object? Result => _digest is null ? null : TDigestState.Write(_digest);

    public override void Add(object?[] values)
    {
        var weight = values.Length > 1 ? KqlConversion.To(values[1], KqlType.Real) as double? : 1;
        if (weight is { } count && TDigest.Number(values[0]) is { } number)
            (_digest ??= new TDigest(type)).Add(number, count);
    }
}

internal sealed class DigestMergeAccumulator : Accumulator
{
    private readonly DigestMerge _merge = new();

    public override object? Result => _merge.Result;

    public override void Add(object?[] values) => _merge.Add(values[0]);
}
