using System.Diagnostics.CodeAnalysis;

namespace Picket.Kql.Functions;

/// <summary>Values made by chance, other ones for each row.</summary>
internal static class RandomFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("new_guid() guid", _ => Guid.NewGuid(), isVolatile: true),
        new("rand(long?) real", a => Next(a.LongOr(0, 0)), isVolatile: true),
    ];

    // From 0 to below 1, or one of the whole numbers below the bound.
    [SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Samples of rows keep no secret.")]
    private static double Next(long bound) => bound > 1 ? Random.Shared.NextInt64(bound) : Random.Shared.NextDouble();
}
