using Picket.Kql.Functions.Extracting;

namespace Picket.Kql.Functions;

/// <summary>
/// What the operators <c>parse</c> and <c>parse-kv</c> compute: an array with a value per column, or null where the text does not match.
/// Their names cannot be written in a query. The second argument is the constant text of a pattern.
/// </summary>
internal static class ParseOperatorFunctions
{
    /// <summary>The function behind <c>parse</c>.</summary>
    public const string Parse = "$parse";

    /// <summary>The function behind <c>parse-kv</c>.</summary>
    public const string ParseKeys = "$parse_kv";

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new($"{Parse}(text,string) dynamic", CompileParse),
        new($"{ParseKeys}(text,string) dynamic", CompileKeys),
    ];

    private static ScalarBody CompileParse(CallExpression call)
    {
        if (PatternOf(call) is not { } json || ParsePattern.Read(json) is not { } pattern)
            return _ => null;
        if (pattern.Kind == "regex")
        {
            var regex = RegexPattern.Create(pattern, out _);
            return a => regex?.Match((string)a[0]!);
        }

        var simple = new SimplePattern(pattern);
        return a => simple.Match((string)a[0]!);
    }

    private static ScalarBody CompileKeys(CallExpression call)
    {
        if (PatternOf(call) is not { } json || KeyValueSpec.Read(json) is not { } spec)
            return _ => null;
        var reader = new KeyValueReader(spec);
        return a => reader.Read((string)a[0]!);
    }

    private static string? PatternOf(CallExpression call) => (call.Arguments[1] as LiteralExpression)?.Value as string;
}
