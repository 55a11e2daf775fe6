namespace Picket.Kql.Evaluating.Aggregates;

/// <summary>Variance and standard deviation in one pass (Welford); zero for fewer than two values.</summary>
internal sealed class VarianceAccumulator(bool isSample, bool isRoot) : Accumulator
{
    private long _count;
    private double _mean;
    private double _squares;

    public override object? Result
    {
        get
        {
            var variance = _count < 2 ? 0 : _squares / (isSample ? _count - 1 : _count);
            return isRoot ? Math.Sqrt(variance) : variance;
        }
    }

    public override void Add(object?[] values)
    {
        if (values[0] is not double number)
            return;
        _count++;
        var distance = number - _mean;
        _mean += distance / _count;
        _squares += distance * (number - _mean);
    }
}

/// <summary>Covariance of two values in one pass; rows where one is null do not count.</summary>
internal sealed class CovarianceAccumulator(bool isSample) : Accumulator
{
    private long _count;
    private double _firstMean;
    private double _secondMean;
    private double _products;

    public override object? Result => _count == 0 || (isSample && _count < 2) ? 0.0 : _products / (isSample ? _count - 1 : _count);

    public override void Add(object?[] values)
    {
        if (values[0] is not double first || values[1] is not double second)
            return;
        _count++;
        var distance = first - _firstMean;
        _firstMean += distance / _count;
        _secondMean += (second - _secondMean) / _count;
        _products += distance * (second - _secondMean);
    }
}
