using System.Net;
using System.Net.Sockets;
using Picket.Kql.Values;

namespace Picket.Kql.Evaluating.Plugins;

/// <summary>Looks up addresses in a table of networks.</summary>
internal static class AddressPlugins
{
    public static readonly IReadOnlyDictionary<string, PluginBody> All = new Dictionary<string, PluginBody>
    {
        ["ipv4_lookup"] = call => Lookup(call, isIpv6: false),
        ["ipv6_lookup"] = call => Lookup(call, isIpv6: true),
    };

    // address, name of the column of networks, whether rows without a match stay, then pairs: a column, its name in the other table
    private static IEnumerable<object?[]> Lookup(PluginCall call, bool isIpv6)
    {
        var table = call.Tables[1];
        var layout = new RowLayout(table.Columns);
        var network = layout.Place(call.Text(1));
        var staysAlone = call.Constant(2) is true;
        var own = call.Arguments.Skip(3).Where((_, i) => i % 2 == 0).Select(a => a.Place).ToArray();
        var other = call.Arguments.Skip(3).Where((_, i) => i % 2 == 1).Select(a => layout.Place((string)a.Constant!)).ToArray();
        var networks = new NetworkIndex<object?[]>();
        foreach (var row in table.Rows)
        {
            if (TryNetwork(row[network] as string, isIpv6, out var prefix, out var length))
                networks.Add(prefix, length, row);
        }

        object?[] nothing = [.. table.Columns.Select(c => c.Type == KqlType.String ? "" : null)];
        foreach (var row in call.Tables[0].Rows)
        {
            var isFound = false;
            if (TryNetwork(call.Arguments[0].Value(row) as string, isIpv6, out var address, out _))
            {
                foreach (var match in networks.Find(address).Where(m => AreAlike(row, own, m, other)))
                {
                    isFound = true;
                    yield return [.. match, .. row];
                }
            }

            if (!isFound && staysAlone)
                yield return [.. nothing, .. row];
        }
    }

    private static bool AreAlike(object?[] left, int[] leftPlaces, object?[] right, int[] rightPlaces)
    {
        for (var i = 0; i < leftPlaces.Length; i++)
        {
            if (!ValueEquality.Exact.Equals(left[leftPlaces[i]], right[rightPlaces[i]]))
                return false;
        }

        return true;
    }

    // An IPv4 address is the IPv6 address that it is mapped to.
    private static bool TryNetwork(string? text, bool isIpv6, out UInt128 prefix, out int length)
    {
        (prefix, length) = (0, 128);
        if (text is null)
            return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var own = (slash < 0 ? text : text[..slash]).Trim();
        if (!IPAddress.TryParse(own, out var address) || !(isIpv6 || IsDottedQuad(address, own)))
            return false;
        var isIpv4 = address.AddressFamily == AddressFamily.InterNetwork;
        var most = isIpv4 ? 32 : 128;
        var bits = most;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1).Trim(), out bits) || bits < 0 || bits > most))
            return false;
        prefix = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(address.MapToIPv6().GetAddressBytes());
        length = bits + 128 - most;
        return true;
    }

    private static bool IsDottedQuad(IPAddress address, string text) =>
        address.AddressFamily == AddressFamily.InterNetwork && text.AsSpan().Count('.') == 3;
}
