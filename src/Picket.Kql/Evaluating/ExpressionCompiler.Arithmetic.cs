using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

internal sealed partial class ExpressionCompiler
{
    private RowValue CompileArithmetic(ArithmeticExpression arithmetic)
    {
        var left = Compile(arithmetic.Left);
        var right = Compile(arithmetic.Right);
        var operation = arithmetic.Operation;
        return row => left(row) is { } a && right(row) is { } b ? ArithmeticValues.Compute(operation, a, b) : null;
    }
}
