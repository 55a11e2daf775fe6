namespace Picket.Kql.Binding;

/// <summary>Computes what is constant, so that time bounds are known before any row is read.</summary>
internal static class ConstantFolder
{
    /// <summary>The expression as a literal where it is a constant this knows to compute, else as it is.</summary>
    public static KqlExpression Fold(KqlExpression expression)
    {
        var value = expression switch
        {
            ArithmeticExpression { Left: LiteralExpression left, Right: LiteralExpression right } arithmetic =>
                Compute(arithmetic.Operation, left.Value, right.Value),
            ConvertExpression { Operand: LiteralExpression operand } convert => Convert(operand.Value, convert.Type),
            CallExpression { Arguments: [LiteralExpression { Value: DateTime time }] } call => StartOf(call.Function, time),
            CallExpression { Function: "bin", Arguments: [LiteralExpression { Value: DateTime time }, LiteralExpression { Value: TimeSpan size }] }
                when size > TimeSpan.Zero => new DateTime(time.Ticks - (time.Ticks % size.Ticks), DateTimeKind.Utc),
            _ => null,
        };
        return value is null ? expression : new LiteralExpression(expression.Type, value);
    }

    private static object? Compute(Arithmetic operation, object? left, object? right)
    {
        try
        {
            return checked((operation, left, right) switch
            {
                (Arithmetic.Add, DateTime a, TimeSpan b) => a + b,
                (Arithmetic.Add, TimeSpan a, DateTime b) => b + a,
                (Arithmetic.Subtract, DateTime a, TimeSpan b) => a - b,
                (Arithmetic.Subtract, DateTime a, DateTime b) => a - b,
                (Arithmetic.Add, TimeSpan a, TimeSpan b) => a + b,
                (Arithmetic.Subtract, TimeSpan a, TimeSpan b) => a - b,
                (Arithmetic.Multiply, TimeSpan a, long b) => new TimeSpan(a.Ticks * b),
                (Arithmetic.Multiply, long a, TimeSpan b) => new TimeSpan(a * b.Ticks),
                (Arithmetic.Multiply, TimeSpan a, double b) => a * b,
                (Arithmetic.Multiply, double a, TimeSpan b) => a * b,
                (Arithmetic.Divide, TimeSpan a, long b) when b != 0 => new TimeSpan(a.Ticks / b),
                (Arithmetic.Add, long a, long b) => (object)(a + b),
                (Arithmetic.Subtract, long a, long b) => a - b,
                (Arithmetic.Multiply, long a, long b) => a * b,
                (Arithmetic.Add, double a, double b) => a + b,
                (Arithmetic.Subtract, double a, double b) => a - b,
                (Arithmetic.Multiply, double a, double b) => a * b,
                _ => null,
            });
        }
        catch (Exception exception) when (exception is OverflowException or ArgumentException)
        {
            // Out of a type's range: left for the engine to judge.
            return null;
        }
    }

    private static object? Convert(object? value, KqlType type) => (value, type) switch
    {
        (int number, KqlType.Long) => (long)number,
        (int number, KqlType.Real) => (double)number,
        (long number, KqlType.Real) => (double)number,
        (long number and >= int.MinValue and <= int.MaxValue, KqlType.Int) => (int)number,
        (long number, KqlType.Decimal) => (decimal)number,
        (string text, KqlType.DateTime) => Syntax.TypedLiteral.ParseDateTime(text),
        (string text, KqlType.TimeSpan) => Syntax.TypedLiteral.ParseTimeSpan(text),
        (DateTime time, KqlType.DateTime) => time,
        _ => null,
    };

    private static DateTime? StartOf(string function, DateTime time) => function switch
    {
        "startofday" => time.Date,
        "startofweek" => time.Date.Ticks < TimeSpan.TicksPerDay * 7 ? null : time.Date.AddDays(-(int)time.DayOfWeek),
        "startofmonth" => new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc),
        "startofyear" => new DateTime(time.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        _ => null,
    };
}
