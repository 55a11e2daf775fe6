using System.Collections.Frozen;

namespace Picket.Kql.Functions;

/// <summary>All built-in scalar functions, by main name.</summary>
internal static class ScalarFunctions
{
    private static readonly IEnumerable<IReadOnlyList<ScalarFunction>> Families =
    [
        CaseFunctions.All,
        ParseOperatorFunctions.All, ExpandFunctions.All,
    ];

    public static readonly FrozenDictionary<string, ScalarFunction> ByName =
        Families.SelectMany(f => f).ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);

    public static ScalarFunction? Find(string name) => ByName.GetValueOrDefault(name);
}
