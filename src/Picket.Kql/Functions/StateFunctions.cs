namespace Picket.Kql.Functions;

/// <summary>Whether a value is there, and of what kind it is.</summary>
internal static class StateFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("isempty(any) bool", a => a[0] is null or "", seesNull: true),
        new("isnotempty(any) bool", a => a[0] is not (null or ""), seesNull: true),
        new("isnull(any) bool", c => IsString(c) ? _ => false : a => a[0] is null, SeesNull: true),
        new("isnotnull(any) bool", c => IsString(c) ? _ => true : a => a[0] is not null, SeesNull: true),
        new("isnan(real) bool", a => double.IsNaN(a.Real(0))),
        new("isinf(real) bool", a => double.IsInfinity(a.Real(0))),
        new("isfinite(real) bool", a => double.IsFinite(a.Real(0))),
        new("gettype(any) string", TypeOf, SeesNull: true),
    ];

    private static bool IsString(CallExpression call) => call.Arguments[0].Type == KqlType.String;

    // A dynamic value tells what it holds.
    private static ScalarBody TypeOf(CallExpression call)
    {
        var type = call.Arguments[0].Type;
        if (type != KqlType.Dynamic)
            return _ => type.Word;
        return a => a[0] switch
        {
            null => "null",
            bool => "bool",
            int or long => "long",
            double => "real",
            decimal => "decimal",
            object?[] => "array",
            OrderedDictionary<string, object?> => "dictionary",
            DateTime => "datetime",
            TimeSpan => "timespan",
            Guid => "guid",
            _ => "string",
        };
    }
}
