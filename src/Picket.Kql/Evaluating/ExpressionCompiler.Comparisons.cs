using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

internal sealed partial class ExpressionCompiler
{
    private RowValue CompileCompare(CompareExpression compare)
    {
        var left = Compile(compare.Left);
        var right = Compile(compare.Right);
        return compare.Comparison switch
        {
            Comparison.Equal => CompileEqual(left, right, isWanted: true),
            Comparison.NotEqual => CompileEqual(left, right, isWanted: false),
            Comparison.Less => CompileOrder(left, right, order => order < 0),
            Comparison.LessOrEqual => CompileOrder(left, right, order => order <= 0),
            Comparison.Greater => CompileOrder(left, right, order => order > 0),
            Comparison.GreaterOrEqual => CompileOrder(left, right, order => order >= 0),
            _ => throw new InvalidOperationException($"No evaluation for {compare.Comparison}."),
        };
    }

    // A value is unlike null, and null is neither like nor unlike null.
    private static RowValue CompileEqual(RowValue left, RowValue right, bool isWanted) => row =>
    {
        var a = left(row);
        var b = right(row);
        if (a is null && b is null)
            return null;
        return KqlValues.Of(AreEqual(a, b) == isWanted);
    };

    private static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
        (double.NaN, _) or (_, double.NaN) => false,
        _ => ValueEquality.Exact.Equals(left, right),
    };

    private static RowValue CompileOrder(RowValue left, RowValue right, Predicate<int> test) => row =>
    {
        if (left(row) is not { } a || right(row) is not { } b)
            return null;
        return KqlValues.Of(a is not double.NaN && b is not double.NaN && test(KqlValues.Compare(a, b)));
    };
}
