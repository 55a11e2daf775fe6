namespace Picket.Kql.Functions;

/// <summary>What <c>mv-expand kind=array</c> computes. The name cannot be written in a query.</summary>
internal static class ExpandFunctions
{
    /// <summary>A bag as an array of its properties, each an array of name and value; anything else as it is.</summary>
    public const string Pairs = "$bag_pairs";

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new($"{Pairs}(dynamic) dynamic", a => a[0] is OrderedDictionary<string, object?> bag ? bag.Select(p => (object?)new[] { p.Key, p.Value }).ToArray() : a[0]),
    ];
}
