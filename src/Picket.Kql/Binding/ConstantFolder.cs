using Picket.Kql.Evaluating;
using Picket.Kql.Functions;
using Picket.Kql.Values;

namespace Picket.Kql.Binding;

/// <summary>Computes what is constant, so that time bounds, patterns and names are known before any row is read.</summary>
internal static class ConstantFolder
{
    // A longer constant is cheaper to compute anew than to carry along.
    private const int MaxTextLength = 64 * 1024;

    /// <summary>The expression as a literal where it is constant, else as it is; <c>and</c> and <c>or</c> without the terms that change nothing.</summary>
    public static KqlExpression Fold(KqlExpression expression) => expression switch
    {
        LogicalExpression logical => Simplified(logical),
        _ when IsComputable(expression) && expression.Parts.All(p => p is LiteralExpression) => Computed(expression),
        _ => expression,
    };

    private static bool IsComputable(KqlExpression expression) => expression switch
    {
        CallExpression { Function: "iff" or "coalesce" } => true,
        CallExpression call => ScalarFunctions.Find(call.Function) is { IsVolatile: false },
        PathExpression or ElementExpression or ConvertExpression or CompareExpression or ArithmeticExpression or TextTestExpression => true,
        HasListExpression or InListExpression or InArrayExpression or NotExpression => true,
        _ => false,
    };

    private static KqlExpression Computed(KqlExpression expression)
    {
        try
        {
            var running = new Running(new KqlRun { ReadTable = _ => [] });
            var value = new ExpressionCompiler(running, new PlanCompiler(running), RowLayout.None).Evaluate(expression);
            if (expression.Type == KqlType.Dynamic && value is not null)
                value = DynamicJson.Write(value);
            return value is string { Length: > MaxTextLength } ? expression : new LiteralExpression(expression.Type, value);
        }
        catch (Exception exception) when (exception is KqlRunException or OverflowException or ArgumentException)
        {
            // What the engine refuses it refuses when it runs, with its own words.
            return expression;
        }
    }

    private static KqlExpression Simplified(LogicalExpression logical)
    {
        if (logical.Terms.Any(t => t is LiteralExpression { Value: bool decisive } && decisive == logical.IsOr))
            return new LiteralExpression(KqlType.Bool, logical.IsOr);
        var terms = logical.Terms.Where(t => t is not LiteralExpression { Value: bool }).ToList();
        return terms.Count switch
        {
            0 => new LiteralExpression(KqlType.Bool, !logical.IsOr),
            1 => terms[0],
            _ => terms.Count == logical.Terms.Count ? logical : logical with { Terms = terms },
        };
    }
}
