using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Aggregates;

/// <summary>
/// Percentiles by nearest rank, exact: the smallest value of which at least the share asked for is no larger. With a weight a value counts so many times.
/// The arguments are the value, the weight if there is one, and the percentages.
/// </summary>
internal sealed class PercentileAccumulator(AggregateItem item, bool isWeighted, bool isArray) : Accumulator
{
    // 0.07 * 100 is a little more than 7.
    private const double RoundingSlack = 1e-12;

    private readonly List<(object Value, double Weight)> _values = [];
    private double _total;

    public override int Held => _values.Count;

    public override object? Result
    {
        get
        {
            _values.Sort((a, b) => KqlValues.Compare(a.Value, b.Value));
            var percents = item.Arguments.Skip(isWeighted ? 2 : 1).Select(p => (double)((LiteralExpression)p).Value!);
            if (!isArray)
                return At(percents.First()) ?? (item.Outputs[0].Type == KqlType.String ? "" : null);
            return _values.Count == 0 ? null : percents.Select(p => KqlConversion.ToDynamic(At(p))).ToArray();
        }
    }

    public override void Add(object?[] values)
    {
        if (values[0] is not { } value || value is double.NaN)
            return;
        var weight = !isWeighted ? 1 : values[1] is double given ? given : 0;
        if (!(weight > 0))
            return;
        _values.Add((value, weight));
        _total += weight;
    }

    private object? At(double percent)
    {
        var wanted = percent / 100 * _total * (1 - RoundingSlack);
        if (!isWeighted && _values.Count > 0)
            return _values[Math.Clamp((int)Math.Ceiling(wanted) - 1, 0, _values.Count - 1)].Value;
        var sum = 0.0;
        foreach (var (value, weight) in _values)
        {
            sum += weight;
            if (sum >= wanted)
                return value;
        }

        return _values.Count > 0 ? _values[^1].Value : null;
    }
}
