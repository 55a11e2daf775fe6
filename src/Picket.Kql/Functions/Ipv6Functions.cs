namespace Picket.Kql.Functions;

/// <summary>IPv6 addresses; those of IPv4 stand among them as <c>::ffff:a.b.c.d</c>.</summary>
internal static class Ipv6Functions
{
    private const int Width = IpAddresses.V6;

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("parse_ipv6(string) string", a => IpAddresses.Parse6(a.Text(0)) is { } ip ? IpAddresses.Write6(ip.Network(Width)) : null),
        new("parse_ipv6_mask(string,long) string", a => Masked(a.Text(0), a.Long(1)) is { } ip ? IpAddresses.Write6(ip.Network(Width)) : null),
        new("ipv6_compare(string,string,long?) long", a => Compare(a)),
        new("ipv6_is_match(string,string,long?) bool", a => Compare(a) is { } order ? order == 0 : null),
        new("ipv6_is_in_range(string,string) bool", a => IsInRange(a.Text(0), a.Text(1))),
        new("ipv6_is_in_any_range(string,json...) bool", a => Ipv4Functions.IsInAnyRange(a, IsInRange)),
    ];

    private static IpAddress? Masked(string text, long prefix)
    {
        if (prefix is < 0 or > Width || IpAddresses.Parse6(text) is not { } ip)
            return null;
        return ip with { Prefix = Math.Min(ip.Prefix, (int)prefix) };
    }

    private static long? Compare(object?[] a)
    {
        var prefix = a.LongOr(2, Width);
        // Between two addresses of IPv4 a prefix counts their 32 bits.
        if (prefix is >= 0 and <= IpAddresses.V4 && IpAddresses.Parse4(a.Text(0)) is not null && IpAddresses.Parse4(a.Text(1)) is not null)
            prefix += Width - IpAddresses.V4;
        if (Masked(a.Text(0), prefix) is not { } left || Masked(a.Text(1), prefix) is not { } right)
            return null;
        var mask = IpAddresses.Mask(Math.Min(left.Prefix, right.Prefix), Width);
        return (left.Bits & mask).CompareTo(right.Bits & mask);
    }

    private static bool? IsInRange(string address, string range)
    {
        if (IpAddresses.Parse6(address) is not { } ip || IpAddresses.Parse6(range) is not { } network)
            return null;
        return (ip.Network(Width) & IpAddresses.Mask(network.Prefix, Width)) == network.Network(Width);
    }
}
