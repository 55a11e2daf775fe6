namespace Picket.Kql.Evaluating.Plugins;

/// <summary>Things by network, found by address: the longest prefix first.</summary>
internal sealed class NetworkIndex<T>
{
    private const int AddressBits = 128;

    private readonly SortedDictionary<int, Dictionary<UInt128, List<T>>> _byLength = new(Comparer<int>.Create((a, b) => b.CompareTo(a)));

    public void Add(UInt128 address, int length, T item)
    {
        if (!_byLength.TryGetValue(length, out var networks))
            _byLength[length] = networks = [];
        var prefix = Prefix(address, length);
        if (!networks.TryGetValue(prefix, out var items))
            networks[prefix] = items = [];
        items.Add(item);
    }

    public IEnumerable<T> Find(UInt128 address) => _byLength.SelectMany(networks => networks.Value.GetValueOrDefault(Prefix(address, networks.Key)) ?? []);

    private static UInt128 Prefix(UInt128 address, int length) => length == 0 ? 0 : address >> (AddressBits - length);
}
