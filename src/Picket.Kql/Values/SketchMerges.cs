namespace Picket.Kql.Values;

/// <summary>States of <c>hll()</c> put together; what is no state does not count, and states of unlike precision cannot be merged.</summary>
internal sealed class DistinctMerge
{
    private DistinctSketch? _sketch;

    public object?[]? Result => _sketch is null ? null : DistinctState.Write(_sketch);

    public static DistinctMerge Of(IEnumerable<object?> states)
    {
        var merge = new DistinctMerge();
        foreach (var state in states)
            merge.Add(state);
        return merge;
    }

    public void Add(object? state)
    {
        if (DistinctState.Read(state) is not { } sketch)
            return;
        if (_sketch is null)
            _sketch = sketch;
        else if (_sketch.Precision == sketch.Precision)
            _sketch.Add(sketch);
        else
            throw new KqlRunException(KqlCodes.BadRunValue, "States of hll() made with unlike accuracies cannot be merged. Make them all with the same.");
    }
}

/// <summary>States of <c>tdigest()</c> put together; what is no state does not count.</summary>
internal sealed class DigestMerge
{
    private TDigest? _digest;

    public object?[]? Result => _digest is null ? null : TDigestState.Write(_digest);

    public static DigestMerge Of(IEnumerable<object?> states)
    {
        var merge = new DigestMerge();
        foreach (var state in states)
            merge.Add(state);
        return merge;
    }

    public void Add(object? state)
    {
        if (TDigestState.Read(state) is not { } digest)
            return;
        _digest ??= new TDigest(digest.Type);
        _digest.Add(digest);
    }
}
