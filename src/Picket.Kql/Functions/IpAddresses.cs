using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Picket.Kql.Functions;

/// <summary>An IP address of 32 or 128 bits and how many of its leading bits count.</summary>
internal readonly record struct IpAddress(UInt128 Bits, int Prefix)
{
    /// <summary>The address with nothing set beyond its prefix, of <paramref name="width"/> bits.</summary>
    public UInt128 Network(int width) => Bits & IpAddresses.Mask(Prefix, width);
}

/// <summary>Reads and writes IP addresses; <c>/n</c> after one says its prefix.</summary>
internal static class IpAddresses
{
    public const int V4 = 32;
    public const int V6 = 128;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF:.");

    // ::ffff:0:0/96 holds the addresses of IPv4.
    private static readonly UInt128 Mapped = (UInt128)0xffff << V4;

    public static UInt128 Mask(int prefix, int width) => prefix == 0 ? UInt128.Zero : (UInt128.MaxValue << (width - prefix)) & (UInt128.MaxValue >> (V6 - width));

    /// <summary>Reads <c>10.0.0.1</c> or <c>10.0.0.0/8</c>; null where it is none.</summary>
    public static IpAddress? Parse4(ReadOnlySpan<char> text)
    {
        if (!TrySplit(text.Trim(), V4, out var address, out var prefix) || Octets(address) is not { } bits)
            return null;
        return new IpAddress(bits, prefix);
    }

    /// <summary>Reads an IPv6 address, or one of IPv4 as the IPv6 address that stands for it.</summary>
    public static IpAddress? Parse6(string text)
    {
        if (Parse4(text) is { } four)
            return new IpAddress(Mapped | four.Bits, four.Prefix + V6 - V4);
        if (EmbeddedV4(text) is { } embedded)
            return embedded;
        if (!TrySplit(text.AsSpan().Trim(), V6, out var address, out var prefix) || address.IndexOfAnyExcept(Digits) >= 0)
            return null;
        if (!IPAddress.TryParse(address, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6)
            return null;
        return new IpAddress(BinaryPrimitives.ReadUInt128BigEndian(parsed.GetAddressBytes()), prefix);
    }

    public static string Write4(UInt128 bits)
    {
        var address = (uint)bits;
        return string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}");
    }

    /// <summary>All eight groups of four digits.</summary>
    public static string Write6(UInt128 bits) =>
        string.Join(':', Enumerable.Range(0, 8).Select(i => ((ushort)(bits >> (112 - (i * 16)))).ToString("x4", CultureInfo.InvariantCulture)));

    // "::10.0.0.1/24" is the address of IPv4, prefix and all.
    private static IpAddress? EmbeddedV4(string text) =>
        text.StartsWith("::", StringComparison.Ordinal) && Parse4(text.AsSpan(2)) is { } four
            ? new IpAddress(Mapped | four.Bits, four.Prefix + V6 - V4)
            : null;

    private static bool TrySplit(ReadOnlySpan<char> text, int width, out ReadOnlySpan<char> address, out int prefix)
    {
        var slash = text.IndexOf('/');
        address = slash < 0 ? text : text[..slash];
        prefix = width;
        return slash < 0 || (int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) && prefix <= width);
    }

    private static uint? Octets(ReadOnlySpan<char> text)
    {
        var value = 0u;
        var count = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (++count > 4 || part.Length is 0 or > 3 || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var octet))
                return null;
            value = (value << 8) | octet;
        }

        return count == 4 ? value : null;
    }
}
