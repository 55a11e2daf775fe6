using System.Numerics;

namespace Picket.Kql.Functions;

/// <summary>Bits of whole numbers. A shift takes its count modulo 64.</summary>
internal static class BinaryFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("binary_and(long,long) long=", a => (long)a[0]! & (long)a[1]!),
        new("binary_or(long,long) long=", a => (long)a[0]! | (long)a[1]!),
        new("binary_xor(long,long) long=", a => (long)a[0]! ^ (long)a[1]!),
        new("binary_not(long) long=", a => ~(long)a[0]!),
        new("binary_shift_left(long,long) long=", a => (long)a[1]! < 0 ? null : (long)a[0]! << (int)((long)a[1]! % 64)),
        new("binary_shift_right(long,long) long=", a => (long)a[1]! < 0 ? null : (long)a[0]! >> (int)((long)a[1]! % 64)),
        new("bitset_count_ones(long) long=", a => (long)BitOperations.PopCount((ulong)(long)a[0]!)),
    ];
}
