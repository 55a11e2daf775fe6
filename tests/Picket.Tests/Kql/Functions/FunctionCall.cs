using Picket.Kql;
using Picket.Kql.Evaluating;

namespace Picket.Tests.Kql.Functions;

/// <summary>Computes one expression of constants with the bodies of the functions, no engine beside them.</summary>
internal static class FunctionCall
{
    private const string Before = "print result = ";

    /// <summary>The value as text; <c>null</c> for null, dynamic as JSON.</summary>
    public static string Run(string expression)
    {
        var plan = KqlDatabase.Compile(Before + expression);
        var value = Assert.Single(KqlEvaluator.Run(plan, new KqlRun { ReadTable = _ => [] }))[0];
        AssertType(plan.Columns[0].Type, value);
        return value is null ? "null" : KqlFormat.Text(value);
    }

    /// <summary>The only error of an expression, as <c>column: message</c>, the column counted from 1 within the expression.</summary>
    public static string Error(string expression)
    {
        var error = Assert.Single(KqlDatabase.Errors(Before + expression));
        return $"{error.Column - Before.Length}: {error.Message}";
    }

    private static void AssertType(KqlType type, object? value)
    {
        var wanted = type switch
        {
            KqlType.Bool => typeof(bool),
            KqlType.Int => typeof(int),
            KqlType.Long => typeof(long),
            KqlType.Real => typeof(double),
            KqlType.Decimal => typeof(decimal),
            KqlType.DateTime => typeof(DateTime),
            KqlType.TimeSpan => typeof(TimeSpan),
            KqlType.Guid => typeof(Guid),
            _ => typeof(string),
        };
        if (value is not null)
            Assert.IsType(wanted, value);
        if (value is DateTime time)
            Assert.Equal(DateTimeKind.Utc, time.Kind);
    }
}
