using System.Diagnostics.CodeAnalysis;
using Picket.Core;

namespace Picket.Pipeline.Alerting;

/// <summary>
/// The alerts that further findings may join, at most <paramref name="capacity"/> of them. Of one that had to leave, the
/// longest unused first, the id is remembered so that it can be read again.
/// </summary>
internal sealed class AlertCache(int capacity, int departedCapacity)
{
    private readonly Dictionary<AlertKey, LinkedListNode<Alert>> _byKey = [];
    private readonly Dictionary<string, LinkedListNode<Alert>> _byId = [];
    private readonly LinkedList<Alert> _byUse = [];
    private readonly Dictionary<UInt128, string> _departed = [];
    private readonly Queue<UInt128> _departures = [];

    public int Count => _byKey.Count;

    public bool TryGet(AlertKey key, [NotNullWhen(true)] out Alert? alert)
    {
        alert = _byKey.TryGetValue(key, out var node) ? node.Value : null;
        return alert is not null;
    }

    public bool TryGet(string id, [NotNullWhen(true)] out Alert? alert)
    {
        alert = _byId.TryGetValue(id, out var node) ? node.Value : null;
        return alert is not null;
    }

    /// <summary>Gives the id of an alert that had to leave, once.</summary>
    public bool TryTakeDeparted(AlertKey key, [NotNullWhen(true)] out string? id)
    {
        id = null;
        return _departed.Count > 0 && _departed.Remove(key.ToHash(), out id);
    }

    /// <summary>Puts the alert in as the one of its key, as used just now.</summary>
    public void Put(Alert alert)
    {
        Remove(AlertKey.Of(alert));
        var node = _byUse.AddFirst(alert);
        _byKey[AlertKey.Of(alert)] = node;
        _byId[alert.Id] = node;
        if (_byKey.Count > capacity)
            Depart(_byUse.Last!.Value);
    }

    public void Remove(AlertKey key)
    {
        if (!_byKey.Remove(key, out var node))
            return;

        _byId.Remove(node.Value.Id);
        _byUse.Remove(node);
    }

    private void Depart(Alert alert)
    {
        Remove(AlertKey.Of(alert));
        var hash = AlertKey.Of(alert).ToHash();
        _departed[hash] = alert.Id;
        _departures.Enqueue(hash);
        if (_departures.Count > departedCapacity)
            _departed.Remove(_departures.Dequeue());
    }
}
