using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

internal sealed partial class PlanCompiler
{
    private RowSource CompileRange(RangeTable range)
    {
        var constants = Constants;
        var (from, to, step) = (constants.Compile(range.From), constants.Compile(range.To), constants.Compile(range.Step));
        var type = range.Column.Type;
        return () => Range(from([]), to([]), step([]), type);
    }

    private IEnumerable<object?[]> Range(object? from, object? to, object? step, KqlType type)
    {
        if (from is null || to is null || step is null)
            yield break;
        var direction = Math.Sign(KqlValues.Compare(step, Zero(step)));
        if (direction == 0)
            throw new KqlRunException(KqlCodes.BadRunValue, "The step of 'range' is zero.");
        var count = 0;
        for (var value = from; value is not null && KqlValues.Compare(value, to) * direction <= 0; value = Next(from, value, step, count))
        {
            running.Check();
            if (++count > KqlLimits.MaxRangeRows)
                throw new KqlRunException(KqlCodes.BadRunValue, $"'range' would make more than {KqlLimits.MaxRangeRows} rows.");
            yield return [KqlConversion.To(value, type)];
        }
    }

    // Reals are counted from the start, so that errors do not add up; whole numbers do not wrap around.
    private static object? Next(object from, object value, object step, int count) => (value, step) switch
    {
        (double, double width) => (double)from + (count * width),
        (long a, long b) => (Int128)a + b is var next && next >= long.MinValue && next <= long.MaxValue ? (long)next : null,
        _ => ArithmeticValues.Compute(Arithmetic.Add, value, step),
    };

    private static object Zero(object step) => step is TimeSpan ? TimeSpan.Zero : step is double ? 0.0 : step is decimal ? 0m : 0L;
}
