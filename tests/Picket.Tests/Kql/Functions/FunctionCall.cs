using Picket.Kql;
using Picket.Kql.Functions;
using Picket.Kql.Values;

namespace Picket.Tests.Kql.Functions;

/// <summary>Binds one expression of constants and computes it with the bodies of the functions alone, no engine beside them.</summary>
internal static class FunctionCall
{
    /// <summary>The value as text; <c>null</c> for null, dynamic as JSON.</summary>
    public static string Run(string expression)
    {
        var compilation = KqlCompiler.Compile($"print result = {expression}", new DemoCatalog(), KqlDatabase.Now);
        Assert.Empty(compilation.Diagnostics);
        var value = Compute(Assert.IsType<InlineTable>(compilation.Plan).Rows[0][0]);
        return value is null ? "null" : KqlFormat.Text(value);
    }

    /// <summary>The only error of an expression, as <c>column: message</c>, the column counted from 1 within the expression.</summary>
    public static string Error(string expression)
    {
        const string Before = "print result = ";
        var error = Assert.Single(KqlCompiler.Compile(Before + expression, new DemoCatalog(), KqlDatabase.Now).Diagnostics);
        return $"{error.Column - Before.Length}: {error.Message}";
    }

    private static object? Compute(KqlExpression expression) => expression switch
    {
        LiteralExpression { Type: KqlType.Dynamic, Value: string json } => DynamicJson.TryParse(json, out var value) ? value : json,
        LiteralExpression literal => literal.Value,
        ConvertExpression convert => To(convert.Type, Compute(convert.Operand)),
        CallExpression call => Call(call),
        _ => throw new NotSupportedException($"A {expression.GetType().Name} is not part of these tests."),
    };

    private static object? Call(CallExpression call)
    {
        var function = ScalarFunctions.Find(call.Function);
        Assert.NotNull(function);
        var arguments = call.Arguments.Select(Compute).ToArray();
        var value = !function.SeesNull && arguments.Contains(null) ? null : function.Compile(call)(arguments);
        AssertType(call, value);
        return value ?? (call.Type == KqlType.String ? "" : null);
    }

    private static void AssertType(CallExpression call, object? value)
    {
        Type? wanted = call.Type switch
        {
            KqlType.Bool => typeof(bool),
            KqlType.Int => typeof(int),
            KqlType.Long => typeof(long),
            KqlType.Real => typeof(double),
            KqlType.Decimal => typeof(decimal),
            KqlType.String => typeof(string),
            KqlType.DateTime => typeof(DateTime),
            KqlType.TimeSpan => typeof(TimeSpan),
            KqlType.Guid => typeof(Guid),
            _ => null,
        };
        if (value is not null && wanted is not null)
            Assert.IsType(wanted, value);
        if (value is DateTime time)
            Assert.Equal(DateTimeKind.Utc, time.Kind);
    }

    private static object? To(KqlType type, object? value) => (type, value) switch
    {
        (KqlType.String, _) => KqlFormat.Text(value),
        (KqlType.Dynamic, _) => value,
        (KqlType.Long, double number) => (long)number,
        (KqlType.Int, long number) => (int)number,
        (KqlType.Real, long number) => (double)number,
        (KqlType.Real, int number) => (double)number,
        (KqlType.Long, int number) => (long)number,
        (_, null) => null,
        _ => throw new NotSupportedException($"{value} to {type}"),
    };
}
