using System.Collections.Frozen;
using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Aggregates;

/// <summary>What each aggregate gathers with, by its main name.</summary>
internal static class AccumulatorTable
{
    private static readonly FrozenDictionary<string, Func<AggregateItem, Func<Accumulator>>> ByName = new Dictionary<string, Func<AggregateItem, Func<Accumulator>>>
    {
        ["count"] = _ => () => new CountAccumulator(),
        ["sum"] = i => SumAccumulator.For(i.Outputs[0].Type),
        ["avg"] = i => AverageAccumulator.For(i.Outputs[0].Type),
        ["min"] = i => () => new ExtremeAccumulator(-1, i.Outputs[0].Type),
        ["max"] = i => () => new ExtremeAccumulator(1, i.Outputs[0].Type),
        ["stdev"] = _ => () => new VarianceAccumulator(isSample: true, isRoot: true),
        ["stdevp"] = _ => () => new VarianceAccumulator(isSample: false, isRoot: true),
        ["variance"] = _ => () => new VarianceAccumulator(isSample: true, isRoot: false),
        ["variancep"] = _ => () => new VarianceAccumulator(isSample: false, isRoot: false),
        ["covariance"] = _ => () => new CovarianceAccumulator(isSample: true),
        ["covariancep"] = _ => () => new CovarianceAccumulator(isSample: false),
        ["binary_all_or"] = _ => () => new BitsAccumulator((a, b) => a | b),
        ["binary_all_and"] = _ => () => new BitsAccumulator((a, b) => a & b),
        ["binary_all_xor"] = _ => () => new BitsAccumulator((a, b) => a ^ b),
        ["arg_max"] = i => () => new ChosenRowAccumulator(1, i.Outputs),
        ["arg_min"] = i => () => new ChosenRowAccumulator(-1, i.Outputs),
        ["take_any"] = i => () => new AnyRowAccumulator(i.Outputs),
        ["make_set"] = i => () => new SetAccumulator(CollectionLimit.Of(i, 1)),
        ["make_list"] = i => () => new ListAccumulator(CollectionLimit.Of(i, 1), keepsNulls: false),
        ["make_list_with_nulls"] = _ => () => new ListAccumulator(CollectionLimit.Largest, keepsNulls: true),
        ["make_bag"] = i => () => new BagAccumulator(CollectionLimit.Of(i, 1)),
        ["buildschema"] = _ => () => new SchemaAccumulator(),
        ["dcount"] = i => () => new DistinctAccumulator(Math.Max(DistinctSketch.DefaultPrecision, Precision(i))),
        ["count_distinct"] = _ => () => new ExactDistinctAccumulator(),
        ["hll"] = i => () => new DistinctStateAccumulator(Precision(i)),
        ["hll_merge"] = _ => () => new DistinctMergeAccumulator(),
        ["percentile"] = i => () => new PercentileAccumulator(i, isWeighted: false, isArray: false),
        ["percentilew"] = i => () => new PercentileAccumulator(i, isWeighted: true, isArray: false),
        ["percentiles_array"] = i => () => new PercentileAccumulator(i, isWeighted: false, isArray: true),
        ["percentilesw_array"] = i => () => new PercentileAccumulator(i, isWeighted: true, isArray: true),
        ["tdigest"] = i => () => new DigestAccumulator(i.Arguments[0].Type),
        ["tdigest_merge"] = _ => () => new DigestMergeAccumulator(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Func<Accumulator> For(AggregateItem item) => ByName.TryGetValue(item.Function, out var make)
        ? make(item)
        : throw new KqlRunException(KqlCodes.UnknownFunction, $"The aggregate '{item.Function}' cannot be computed yet.");

    private static int Precision(AggregateItem item) =>
        DistinctSketch.PrecisionOf(item.Arguments is [_, LiteralExpression { Value: { } accuracy }] && KqlConversion.To(accuracy, KqlType.Long) is long given ? given : 1);
}
