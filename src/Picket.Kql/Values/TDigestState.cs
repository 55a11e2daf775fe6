namespace Picket.Kql.Values;

/// <summary>States of <c>tdigest()</c> as dynamic values: <c>[[type], [mean, …], [weight, …]]</c>.</summary>
internal static class TDigestState
{
    private const int MostCentroids = 100_000;

    public static object?[] Write(TDigest digest) =>
    [
        (object?[])[digest.Type.Word],
        digest.Centroids.Select(c => Number(c.Mean)).ToArray(),
        digest.Centroids.Select(c => Number(c.Weight)).ToArray(),
    ];

    /// <summary>Reads a state; null where the value is none.</summary>
    public static TDigest? Read(object? state)
    {
        if (state is string text)
            return DynamicJson.TryParse(text, out var parsed) && parsed is object?[] ? Read(parsed) : null;
        if (state is not object?[] { Length: 3 } parts || parts is not [object?[] and [string word], object?[] means, object?[] weights])
            return null;
        if (!KqlTypes.TryParse(word, out var type) || means.Length != weights.Length || means.Length > MostCentroids)
            return null;

        var digest = new TDigest(type);
        for (var i = 0; i < means.Length; i++)
        {
            if (DynamicNumbers.Real(means[i]) is not { } mean || DynamicNumbers.Real(weights[i]) is not { } weight)
                return null;
            digest.Add(mean, weight);
        }

        return digest;
    }

    // Whole numbers without '.0' are shorter.
    private static object Number(double number) => number == Math.Truncate(number) && KqlConversion.Whole(number) is { } whole ? (object)whole : number;
}
