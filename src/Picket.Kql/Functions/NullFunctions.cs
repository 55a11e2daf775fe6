namespace Picket.Kql.Functions;

/// <summary>Whether there is a value, and of which type.</summary>
internal static class NullFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("isnull(any) bool", a => a[0] is null, seesNull: true),
        new("isnotnull(any) bool", a => a[0] is not null, seesNull: true),
        new("isempty(any) bool", a => a[0] is null or "", seesNull: true),
        new("isnotempty(any) bool", a => a[0] is not (null or ""), seesNull: true),
        new("gettype(any) string", TypeName, SeesNull: true),
    ];

    // Of the type of its declaration a null says nothing, but for those that are not dynamic it is known.
    private static ScalarBody TypeName(CallExpression call)
    {
        var declared = call.Arguments[0].Type;
        return a => declared == KqlType.Dynamic ? DynamicTypeName(a[0]) : declared.Word;
    }

    private static string DynamicTypeName(object? value) => value switch
    {
        null => "null",
        bool => "bool",
        int or long => "long",
        double => "real",
        decimal => "decimal",
        string => "string",
        object?[] => "array",
        OrderedDictionary<string, object?> => "dictionary",
        DateTime => "datetime",
        TimeSpan => "timespan",
        Guid => "guid",
        _ => "dynamic",
    };
}
