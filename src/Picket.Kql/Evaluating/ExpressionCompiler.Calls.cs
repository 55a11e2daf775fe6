using Picket.Kql.Functions;
using Picket.Kql.Values;

namespace Picket.Kql.Evaluating;

internal sealed partial class ExpressionCompiler
{
    private RowValue CompileCall(CallExpression call) => call.Function switch
    {
        "iff" => CompileIff(call),
        "coalesce" => CompileCoalesce(call),
        _ => CompileBody(call),
    };

    // Only the branch that is taken is computed.
    private RowValue CompileIff(CallExpression call)
    {
        var condition = Compile(call.Arguments[0]);
        var whenTrue = Compile(call.Arguments[1]);
        var otherwise = Compile(call.Arguments[2]);
        return row => condition(row) is true ? whenTrue(row) : otherwise(row);
    }

    private RowValue CompileCoalesce(CallExpression call)
    {
        var values = Compile(call.Arguments);
        var skipsEmpty = call.Type == KqlType.String;
        return row =>
        {
            object? last = null;
            foreach (var value in values)
            {
                last = value(row);
                if (last is not null && !(skipsEmpty && last is ""))
                    return last;
            }

            return last;
        };
    }

    private RowValue CompileBody(CallExpression call)
    {
        if (ScalarFunctions.Find(call.Function) is not { } function)
            throw new KqlRunException(KqlCodes.UnknownFunction, $"The function '{call.Function}' cannot be computed outside of the database yet.");
        var arguments = Compile(call.Arguments);
        var body = function.Compile(call);
        var missing = call.Type == KqlType.String ? "" : null;
        var seesNull = function.SeesNull;
        RowValue compute = row =>
        {
            var values = new object?[arguments.Length];
            for (var i = 0; i < values.Length; i++)
            {
                if ((values[i] = arguments[i](row)) is null && !seesNull)
                    return missing;
            }

            return ValueBounds.Checked(body(values)) ?? missing;
        };
        return !function.IsVolatile && call.Arguments.All(IsConstant) ? Remembered(compute) : compute;
    }

    private static RowValue Remembered(RowValue compute)
    {
        var isKnown = false;
        object? value = null;
        return row =>
        {
            if (!isKnown)
                (value, isKnown) = (compute(row), true);
            return value;
        };
    }

    private static bool IsConstant(KqlExpression expression) => expression switch
    {
        LiteralExpression => true,
        CallExpression call => ScalarFunctions.Find(call.Function) is not { IsVolatile: true } && call.Arguments.All(IsConstant),
        ConvertExpression or ArithmeticExpression or PathExpression => expression.Parts.All(IsConstant),
        _ => false,
    };
}
