using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Aggregates;

/// <summary>
/// Percentiles by nearest rank, exact: the smallest value of which at least the share asked for is no larger. A weight counts a value so many times.
/// </summary>
internal sealed class PercentileAccumulator(IReadOnlyList<KqlExpression> percents, KqlType type, bool isWeighted, bool isArray) : Accumulator
{
    private readonly List<(object Value, double Weight)> _values = [];
    private double _total;

    public override object? Result => isArray
        ? percents.Select(p => KqlConversion.ToDynamic(At(Percent(p)))).ToArray()
        : At(Percent(percents[0])) ?? (type == KqlType.String ? "" : null);

    public override void Add(object?[] values)
    {
        if (values[0] is not { } value || value is double.NaN)
            return;
        var weight = isWeighted ? (double?)KqlConversion.To(values[1], KqlType.Real) ?? 0 : 1;
        if (weight <= 0)
            return;
        _values.Add((value, weight));
        _total += weight;
    }

    private static double Percent(KqlExpression percent) => (double?)KqlConversion.To(((LiteralExpression)percent).Value, KqlType.Real) ?? 0;

    private object? At(double percent)
    {
        if (_values.Count == 0)
            return null;
        _values.Sort((a, b) => KqlValues.Compare(a.Value, b.Value));
        var wanted = percent / 100 * _total;
        var sum = 0.0;
        foreach (var (value, weight) in _values)
        {
            sum += weight;
            if (sum >= wanted * (1 - RoundingSlack))
                return value;
        }

        return _values[^1].Value;
    }

    // 0.07 * 100 is a little more than 7.
    private const double RoundingSlack = 1e-12;
}
