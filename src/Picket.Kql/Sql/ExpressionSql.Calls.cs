using Picket.Kql.Functions;
using Picket.Kql.Values;

namespace Picket.Kql.Sql;

internal sealed partial class ExpressionSql
{
    private string WriteCall(CallExpression call)
    {
        if (FunctionSql.TryWrite(call, this) is { } native)
            return native;
        return ScalarFunctions.Find(call.Function) is { } function
            ? WriteBody(call, function)
            : throw new InvalidOperationException($"The function '{call.Function}' has neither SQL nor a body.");
    }

    /// <summary>An expression without SQL of its own, computed by the evaluator from the columns it names.</summary>
    private string Computed(KqlExpression expression)
    {
        var columns = ColumnsOf(expression).DistinctBy(c => c.Name).ToList();
        KqlColumn[] schema = [.. columns.Select(c => new KqlColumn(c.Name, c.Type))];
        // What the evaluator compiles remembers things between rows, so each thread has its own.
        var compute = new ThreadLocal<Func<object?[], object?>>(() => Evaluating.PlanCompiler.CompileAlone(expression, schema));
        var body = (object?[] a) => ScalarCalls.Outside(compute.Value!([.. a.Select((v, i) => ScalarCalls.Inside(v, schema[i].Type))]), expression.Type);
        return Call(new DuckDbFunction(expression.GetType().Name, [.. schema.Select(c => c.Type)], expression.Type, false, body), columns);
    }

    private static IEnumerable<ColumnExpression> ColumnsOf(KqlExpression expression) =>
        expression is ColumnExpression column ? [column] : expression.Parts.SelectMany(ColumnsOf);

    // Constants are put in once and do not travel with each row.
    private string WriteBody(CallExpression call, ScalarFunction function)
    {
        var body = function.Compile(call);
        var constants = new object?[call.Arguments.Count];
        var places = new List<int>();
        foreach (var (place, argument) in call.Arguments.Index())
        {
            if (argument is LiteralExpression literal)
                constants[place] = ScalarCalls.Inside(literal.Value, literal.Type);
            else
                places.Add(place);
        }

        KqlType[] types = [.. places.Select(p => call.Arguments[p].Type)];
        var isNull = !function.SeesNull && call.Arguments.Any(a => a is LiteralExpression { Value: null, Type: not KqlType.String });
        var compute = ScalarCalls.Of(body, constants, places, types, call.Type, function.SeesNull, isNull);
        return Call(new DuckDbFunction(call.Function, types, call.Type, function.IsVolatile, compute), places.Select(p => call.Arguments[p]));
    }
}

/// <summary>Function bodies as DuckDB calls them: dynamic values come and go as JSON text.</summary>
internal static class ScalarCalls
{
    /// <summary>A value as bodies take it.</summary>
    public static object? Inside(object? value, KqlType type) => type switch
    {
        KqlType.Dynamic when value is string json => DynamicJson.TryParse(json, out var read) ? read : json,
        KqlType.String => value ?? "",
        _ => value,
    };

    /// <summary>A value as it travels.</summary>
    public static object? Outside(object? value, KqlType type) => type switch
    {
        KqlType.Dynamic => value is null ? null : DynamicJson.Write(value),
        KqlType.String => value ?? "",
        _ => value,
    };

    /// <summary>The body with its constants in place; its arguments fill the other <paramref name="places"/>.</summary>
    public static Func<object?[], object?> Of(
        ScalarBody body, object?[] constants, IReadOnlyList<int> places, KqlType[] types, KqlType result, bool seesNull, bool isNull)
    {
        var missing = Outside(null, result);
        if (isNull)
            return _ => missing;
        return arguments =>
        {
            var values = (object?[])constants.Clone();
            for (var i = 0; i < arguments.Length; i++)
            {
                var value = Inside(arguments[i], types[i]);
                if (value is null && !seesNull)
                    return missing;
                values[places[i]] = value;
            }

            return Outside(ValueBounds.Checked(body(values)), result);
        };
    }
}
