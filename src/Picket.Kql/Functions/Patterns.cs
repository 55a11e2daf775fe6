using Picket.Kql.Values;

namespace Picket.Kql.Functions;

/// <summary>Regular expressions as arguments: constant ones are compiled once and judged with the query.</summary>
internal static class Patterns
{
    /// <summary>Gives the regular expression of an argument per row; null where it is wrong.</summary>
    public static Func<object?[], KqlRegex?> Argument(CallExpression call, int at)
    {
        if (call.Arguments[at] is not LiteralExpression { Value: string pattern })
            return a => KqlRegex.Find((string)a[at]!);
        var regex = KqlRegex.Find(pattern);
        return _ => regex;
    }

    /// <summary>The problem with a constant pattern, if it has one.</summary>
    public static ArgumentProblem? Check(IReadOnlyList<KqlExpression> arguments, int at) =>
        arguments[at] is LiteralExpression { Value: string pattern } && !KqlRegex.TryCompile(pattern, out _, out var error)
            ? new ArgumentProblem(at, error)
            : null;
}
