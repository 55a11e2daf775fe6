namespace Picket.Kql.Binding.Library;

/// <summary>Counting and numbers.</summary>
internal static class MathLibrary
{
    public static readonly IReadOnlyList<LibraryFunction> Definitions =
    [
        new("factorial_fl", "(n: int) { tolong(round(gamma(n + 1))) }"),

        // Ordered choices of k out of n, and unordered ones.
        new("perm_fl", "(n: int, k: int) { tolong(round(exp(loggamma(n + 1) - loggamma(n - k + 1)))) }"),
        new("comb_fl", "(n: int, k: int) { tolong(round(exp(loggamma(n + 1) - loggamma(n - k + 1) - loggamma(k + 1)))) }"),
    ];
}
