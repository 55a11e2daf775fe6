namespace Picket.Kql.Functions;

/// <summary>Upper and lower case.</summary>
internal static class CaseFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("tolower(text) string", a => ((string)a[0]!).ToLowerInvariant()),
        new("toupper(text) string", a => ((string)a[0]!).ToUpperInvariant()),
    ];
}
