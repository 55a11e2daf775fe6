using Picket.Kql.Functions;
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
            if (Network(row[network] as string, isIpv6) is { } found)
                networks.Add(found.Bits, found.Prefix, row);
        }

        object?[] nothing = [.. table.Columns.Select(c => c.Type == KqlType.String ? "" : null)];
        foreach (var row in call.Tables[0].Rows)
        {
            var isFound = false;
            if (Network(call.Arguments[0].Value(row) as string, isIpv6) is { } address)
            {
                foreach (var match in networks.Find(address.Bits).Where(m => AreAlike(row, own, m, other)))
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

    // An IPv4 address is the IPv6 address that stands for it.
    private static IpAddress? Network(string? text, bool isIpv6) =>
        text is null || (!isIpv6 && IpAddresses.Parse4(text) is null) ? null : IpAddresses.Parse6(text);
}
