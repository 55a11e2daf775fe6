namespace Picket.Kql.Evaluating.Aggregates;

/// <summary>Sums; nothing sums to zero. Whole numbers wrap around; a span or a decimal out of range is null.</summary>
internal static class SumAccumulator
{
    public static Func<Accumulator> For(KqlType type) => type switch
    {
        KqlType.Real => () => new RealSum(),
        KqlType.Decimal => () => new DecimalSum(),
        KqlType.TimeSpan => () => new SpanSum(),
        _ => () => new WholeSum(),
    };

    private sealed class WholeSum : Accumulator
    {
        private long _sum;

        public override object? Result => _sum;

        public override void Add(object?[] values) => _sum = unchecked(_sum + values[0] switch
        {
            long number => number,
            int number => number,
            true => 1,
            _ => 0,
        });
    }

    private sealed class SpanSum : Accumulator
    {
        private Int128 _ticks;

        public override object? Result => _ticks >= long.MinValue && _ticks <= long.MaxValue ? new TimeSpan((long)_ticks) : null;

        public override void Add(object?[] values) => _ticks += values[0] is TimeSpan span ? span.Ticks : 0;
    }

    private sealed class RealSum : Accumulator
    {
        private CompensatedSum _sum;

        public override object? Result => _sum.Value;

        public override void Add(object?[] values)
        {
            if (values[0] is double number)
                _sum.Add(number);
        }
    }

    private sealed class DecimalSum : Accumulator
    {
        private decimal? _sum = 0;

        public override object? Result => _sum;

        public override void Add(object?[] values)
        {
            if (_sum is { } sum && values[0] is decimal number)
                _sum = (decimal?)Values.ArithmeticValues.Compute(Arithmetic.Add, sum, number);
        }
    }
}

/// <summary>A sum of reals that carries the digits lost on the way (Neumaier).</summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _lost;

    public readonly double Value => double.IsFinite(_sum) ? _sum + _lost : _sum;

    public void Add(double number)
    {
        var sum = _sum + number;
        _lost += Math.Abs(_sum) >= Math.Abs(number) ? _sum - sum + number : number - sum + _sum;
        _sum = sum;
    }
}

/// <summary>Averages; of nothing, NaN for a real and null for a time, a span or a decimal.</summary>
internal static class AverageAccumulator
{
    public static Func<Accumulator> For(KqlType type) => type switch
    {
        KqlType.DateTime => () => new TickAverage(value => (value as DateTime?)?.Ticks, ticks => new DateTime(ticks, DateTimeKind.Utc)),
        KqlType.TimeSpan => () => new TickAverage(value => (value as TimeSpan?)?.Ticks, ticks => new TimeSpan(ticks)),
        KqlType.Decimal => () => new DecimalAverage(),
        _ => () => new RealAverage(),
    };

    private sealed class RealAverage : Accumulator
    {
        private CompensatedSum _sum;
        private long _count;

        public override object? Result => _sum.Value / _count;

        public override void Add(object?[] values)
        {
            if (values[0] is not double number)
                return;
            _sum.Add(number);
            _count++;
        }
    }

    private sealed class DecimalAverage : Accumulator
    {
        private decimal? _sum = 0;
        private long _count;

        public override object? Result => _count == 0 ? null : _sum / _count;

        public override void Add(object?[] values)
        {
            if (values[0] is not decimal number)
                return;
            if (_sum is { } sum)
                _sum = (decimal?)Values.ArithmeticValues.Compute(Arithmetic.Add, sum, number);
            _count++;
        }
    }

    private sealed class TickAverage(Func<object?, long?> ticksOf, Func<long, object> from) : Accumulator
    {
        private Int128 _sum;
        private long _count;

        public override object? Result => _count == 0 ? null : from((long)(_sum / _count));

        public override void Add(object?[] values)
        {
            if (ticksOf(values[0]) is not { } ticks)
                return;
            _sum += ticks;
            _count++;
        }
    }
}
