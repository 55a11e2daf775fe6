using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>What is read from the states that <c>hll()</c> and <c>tdigest()</c> make, and merged of them.</summary>
internal static class SketchFunctions
{
    /// <summary>The most states that <c>dcount_intersect</c> takes: it looks at every choice of them.</summary>
    public const int MostIntersected = 8;

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("$dcount_intersect(dynamic...) long", Intersect),
        new("dcount_hll(dynamic) long", a => DistinctState.Read(a[0])?.Estimate()),
        new("hll_merge(dynamic,dynamic...) dynamic", MergeDistinct, seesNull: true),
        new("merge_tdigest(dynamic,dynamic...) dynamic", MergeDigests, seesNull: true),
        new("percentile_tdigest(dynamic,real) dynamic", a => KqlConversion.ToDynamic(TDigestState.Read(a[0])?.Percentile((double)a[1]!))),
        new("percentiles_array_tdigest(dynamic,dynamic) dynamic", Percentiles),
        new("rank_tdigest(dynamic,any) long", a => KqlConversion.Whole(Math.Round(Rank(a) ?? double.NaN))),
        new("percentrank_tdigest(dynamic,any) real", a => Rank(a) is { } rank && TDigestState.Read(a[0]) is { Total: > 0 } digest ? rank / digest.Total * 100 : null),
    ];

    private static object? MergeDistinct(object?[] states) => DistinctMerge.Of(states)?.Result;

    private static object? Intersect(object?[] states)
    {
        var sketches = states.Select(DistinctState.Read).OfType<DistinctSketch>().ToList();
        return sketches.Count == states.Length && sketches.All(s => s.Precision == sketches[0].Precision) ? DistinctSketch.Common(sketches) : null;
    }

    private static object? MergeDigests(object?[] states) => DigestMerge.Of(states)?.Result;

    private static object?[]? Percentiles(object?[] a) => TDigestState.Read(a[0]) is { } digest && a[1] is object?[] percents
        ? [.. percents.Select(p => DynamicNumbers.Real(p) is { } percent ? KqlConversion.ToDynamic(digest.Percentile(percent)) : null)]
        : null;

    private static double? Rank(object?[] a) =>
        TDigestState.Read(a[0]) is { } digest && TDigest.Number(Typed(a[1], digest.Type)) is { } value ? digest.Rank(value) : null;

    private static object? Typed(object? value, KqlType type) => type is KqlType.DateTime or KqlType.TimeSpan ? KqlConversion.To(value, type) : value;
}
