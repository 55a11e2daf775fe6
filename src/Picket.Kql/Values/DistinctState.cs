using System.Globalization;

namespace Picket.Kql.Values;

/// <summary>
/// States of <c>hll()</c> as dynamic values: <c>[[most exact, precision], [hash, …], [registers]]</c>, hashes as decimal text, registers as one text in
/// base64 that is there once hashes are not kept any more.
/// </summary>
internal static class DistinctState
{
    public static object?[] Write(DistinctSketch sketch) =>
    [
        (object?[])[(long)DistinctSketch.MostExact, (long)sketch.Precision],
        sketch.Hashes?.Select(h => (object?)((long)h).ToString(CultureInfo.InvariantCulture)).ToArray() ?? [],
        (object?[])(sketch.Registers is { } registers ? [System.Convert.ToBase64String(registers)] : []),
    ];

    /// <summary>Reads a state; null where the value is none.</summary>
    public static DistinctSketch? Read(object? state)
    {
        if (state is not object?[] and not string)
            return null;
        if (state is string text)
            return DynamicJson.TryParse(text, out var parsed) && parsed is object?[] ? Read(parsed) : null;
        return state is object?[] { Length: 3 } and [object?[] and [long, long and >= DistinctSketch.LeastPrecision and <= DistinctSketch.MostPrecision and var precision], object?[] hashes, object?[] registers]
            ? registers is [string bytes] ? FromRegisters((int)precision, bytes) : FromHashes((int)precision, hashes)
            : null;
    }

    private static DistinctSketch? FromHashes(int precision, object?[] hashes)
    {
        var sketch = new DistinctSketch(precision);
        foreach (var hash in hashes)
        {
            if (KqlConversion.To(hash, KqlType.Long) is not long bits)
                return null;
            sketch.Add((ulong)bits);
        }

        return sketch;
    }

    private static DistinctSketch? FromRegisters(int precision, string text)
    {
        var registers = new byte[1 << precision];
        return System.Convert.TryFromBase64String(text, registers, out var count) && count == registers.Length && registers.All(r => r <= 64)
            ? DistinctSketch.FromRegisters(precision, registers)
            : null;
    }
}
