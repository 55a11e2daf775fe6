using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Picket.Kql.Functions;

/// <summary>Hashes. Those with a long result are xxHash64 of the value's bytes; the others are hexadecimal, of its text.</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The functions of the language ask for them.")]
[SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The functions of the language ask for them.")]
internal static class HashFunctions
{
    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("hash(any,long?) long", a => Hash(a), seesNull: true),
        new("hash_xxhash64(any,long?) long", a => Hash(a), seesNull: true),
        new("hash_many(any,any...) long", a => a.Select(Of).Aggregate(Combine), seesNull: true),
        new("hash_combine(long,long...) long", a => a.Select(h => (long)h!).Aggregate(Combine)),
        new("hash_md5(text) string", a => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(a.Text(0))))),
        new("hash_sha1(text) string", a => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(a.Text(0))))),
        new("hash_sha256(text) string", a => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(a.Text(0))))),
    ];

    private static long? Hash(object?[] a)
    {
        var hash = Of(a[0]);
        if (!a.Has(1))
            return hash;
        return a[1] is long and > 0 and var size ? ((hash % size) + size) % size : null;
    }

    private static long Of(object? value) => (long)XxHash64.Of(Bytes(value));

    private static long Combine(long left, long right)
    {
        var (first, second) = ((ulong)left, (ulong)right);
        return (long)(first ^ (second + 0x9e3779b9 + (first << 6) + (first >> 2)));
    }

    private static byte[] Bytes(object? value)
    {
        switch (value)
        {
            case bool flag: return [flag ? (byte)1 : (byte)0];
            case int number: return Whole(number);
            case long number: return Whole(number);
            case DateTime time: return Whole(time.Ticks);
            case TimeSpan span: return Whole(span.Ticks);
            case double number: return Whole(BitConverter.DoubleToInt64Bits(number));
            case Guid guid: return guid.ToByteArray();
            default: return Encoding.UTF8.GetBytes(KqlFormat.Text(value));
        }
    }

    private static byte[] Whole(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return bytes;
    }
}
