namespace Picket.Kql.Values;

/// <summary>64-bit hashes of values that stay the same from run to run, so that states of <c>hll()</c> may be stored and merged.</summary>
internal static class StableHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(object value) => value switch
    {
        long number => Mixed((ulong)number),
        int number => Mixed((ulong)(long)number),
        bool flag => Mixed(flag ? 1UL : 2UL),
        DateTime time => Mixed((ulong)time.Ticks),
        TimeSpan span => Mixed((ulong)span.Ticks),
        double number when number == Math.Truncate(number) && KqlConversion.Whole(number) is { } whole => Mixed((ulong)whole),
        double number => Mixed(BitConverter.DoubleToUInt64Bits(number)),
        _ => OfText(KqlFormat.Text(value)),
    };

    private static ulong OfText(string text)
    {
        var hash = Offset;
        foreach (var character in text)
            hash = (hash ^ character) * Prime;
        return Mixed(hash ^ (ulong)text.Length);
    }

    // The finaliser of SplitMix64: every bit of the input changes every bit of the output.
    private static ulong Mixed(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
