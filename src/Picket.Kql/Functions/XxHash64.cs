using System.Buffers.Binary;
using System.Numerics;

namespace Picket.Kql.Functions;

/// <summary>The 64-bit xxHash with seed 0.</summary>
internal static class XxHash64
{
    private const ulong Prime1 = 0x9e3779b185ebca87;
    private const ulong Prime2 = 0xc2b2ae3d27d4eb4f;
    private const ulong Prime3 = 0x165667b19e3779f9;
    private const ulong Prime4 = 0x85ebca77c2b2ae63;
    private const ulong Prime5 = 0x27d4eb2f165667c5;

    public static ulong Of(ReadOnlySpan<byte> data)
    {
        var length = (ulong)data.Length;
        var hash = length >= 32 ? Stripes(ref data) : Prime5;
        hash += length;
        for (; data.Length >= 8; data = data[8..])
            hash = (BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(data)), 27) * Prime1) + Prime4;
        if (data.Length >= 4)
        {
            hash = (BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime1), 23) * Prime2) + Prime3;
            data = data[4..];
        }

        foreach (var b in data)
            hash = BitOperations.RotateLeft(hash ^ (b * Prime5), 11) * Prime1;
        return Mixed(hash);
    }

    private static ulong Stripes(ref ReadOnlySpan<byte> data)
    {
        Span<ulong> lanes = [unchecked(Prime1 + Prime2), Prime2, 0, unchecked(0 - Prime1)];
        for (; data.Length >= 32; data = data[32..])
        {
            for (var i = 0; i < lanes.Length; i++)
                lanes[i] = Round(lanes[i], BinaryPrimitives.ReadUInt64LittleEndian(data[(i * 8)..]));
        }

        var hash = BitOperations.RotateLeft(lanes[0], 1) + BitOperations.RotateLeft(lanes[1], 7)
            + BitOperations.RotateLeft(lanes[2], 12) + BitOperations.RotateLeft(lanes[3], 18);
        foreach (var lane in lanes)
            hash = ((hash ^ Round(0, lane)) * Prime1) + Prime4;
        return hash;
    }

    private static ulong Round(ulong lane, ulong input) => BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1;

    private static ulong Mixed(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }
}
