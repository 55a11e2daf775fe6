using System.Globalization;

namespace Picket.Kql.Functions;

/// <summary>IPv4 addresses; where two are compared, the shorter prefix of both counts. What is no address makes the result null.</summary>
internal static class Ipv4Functions
{
    private const int Width = IpAddresses.V4;

    private static readonly IpAddress[] Private =
        [.. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16" }.Select(n => IpAddresses.Parse4(n)!.Value)];

    public static readonly IReadOnlyList<ScalarFunction> All =
    [
        new("parse_ipv4(string) long", a => Number(IpAddresses.Parse4(a.Text(0)))),
        new("parse_ipv4_mask(string,long) long", a => Number(Masked(a.Text(0), a.Long(1)))),
        new("format_ipv4(any,long?) string", a => Given(a) is { } ip ? IpAddresses.Write4(ip.Network(Width)) : null),
        new("format_ipv4_mask(any,long?) string", a => Given(a) is { } ip ? WithPrefix(ip) : null),
        new("ipv4_compare(string,string,long?) long", a => Compare(a)),
        new("ipv4_is_match(string,string,long?) bool", a => Compare(a) is { } order ? order == 0 : null),
        new("ipv4_is_in_range(string,string) bool", a => IsInRange(a.Text(0), a.Text(1))),
        new("ipv4_is_in_any_range(string,json...) bool", a => IsInAnyRange(a, IsInRange)),
        new("ipv4_is_private(string) bool", a => IsPrivate(a.Text(0))),
        new("ipv4_netmask_suffix(string) long", a => IpAddresses.Parse4(a.Text(0)) is { } ip ? (long)ip.Prefix : null),
        new("ipv4_range_to_cidr_list(string,string) dynamic", a => ToNetworks(a.Text(0), a.Text(1))),
    ];

    /// <summary>Whether an address is in any of the ranges, given one by one or as arrays; ranges that are none are passed over.</summary>
    public static object? IsInAnyRange(object?[] a, Func<string, string, bool?> isInRange)
    {
        bool? result = null;
        foreach (var range in a.Skip(1).SelectMany(r => r as object?[] ?? [r]))
        {
            if (range is not string text || isInRange(a.Text(0), text) is not { } isIn)
                continue;
            if (isIn)
                return true;
            result = false;
        }

        return result;
    }

    private static long? Number(IpAddress? ip) => ip is { } known ? (long)known.Network(Width) : null;

    private static IpAddress? Masked(string text, long prefix)
    {
        if (prefix is < 0 or > Width || IpAddresses.Parse4(text) is not { } ip)
            return null;
        return ip with { Prefix = Math.Min(ip.Prefix, (int)prefix) };
    }

    // As text or as a number, with a prefix beside it.
    private static IpAddress? Given(object?[] a)
    {
        var text = a[0] switch
        {
            string written => written,
            int number and >= 0 => IpAddresses.Write4((UInt128)number),
            long number and >= 0 and <= uint.MaxValue => IpAddresses.Write4((UInt128)number),
            _ => "",
        };
        return Masked(text, a.LongOr(1, Width));
    }

    private static string WithPrefix(IpAddress ip) =>
        string.Create(CultureInfo.InvariantCulture, $"{IpAddresses.Write4(ip.Network(Width))}/{ip.Prefix}");

    private static long? Compare(object?[] a)
    {
        if (Masked(a.Text(0), a.LongOr(2, Width)) is not { } left || Masked(a.Text(1), a.LongOr(2, Width)) is not { } right)
            return null;
        var mask = IpAddresses.Mask(Math.Min(left.Prefix, right.Prefix), Width);
        return (left.Bits & mask).CompareTo(right.Bits & mask);
    }

    private static bool? IsInRange(string address, string range)
    {
        if (IpAddresses.Parse4(address) is not { } ip || IpAddresses.Parse4(range) is not { } network)
            return null;
        return (ip.Network(Width) & IpAddresses.Mask(network.Prefix, Width)) == network.Network(Width);
    }

    private static bool? IsPrivate(string text) =>
        IpAddresses.Parse4(text) is { } ip ? Private.Any(n => (ip.Network(Width) & IpAddresses.Mask(n.Prefix, Width)) == n.Bits) : null;

    // The largest network that starts here and does not go beyond the end, then on behind it.
    private static object?[]? ToNetworks(string first, string last)
    {
        if (IpAddresses.Parse4(first) is not { } from || IpAddresses.Parse4(last) is not { } to)
            return null;
        var networks = new List<object?>();
        var (start, end) = ((ulong)from.Bits, (ulong)to.Bits);
        while (start <= end)
        {
            var prefix = Width - (start == 0 ? Width : Math.Min(Width, System.Numerics.BitOperations.TrailingZeroCount(start)));
            while (start + (1UL << (Width - prefix)) - 1 > end)
                prefix++;
            networks.Add(WithPrefix(new IpAddress(start, prefix)));
            start += 1UL << (Width - prefix);
        }

        return [.. networks];
    }
}
