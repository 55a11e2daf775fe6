using Picket.Core;

namespace Picket.Pipeline.Detecting;

/// <summary>
/// Remembers the latest matches, so that the stages of one request (<c>exec</c> and watches log two) count once. The audit
/// id alone would not do: clients may choose it, and could hide behind one they used before.
/// </summary>
internal sealed class RecentMatches
{
    /// <summary>Matches remembered.</summary>
    public const int Capacity = 8192;

    private readonly HashSet<Key> _seen = new(Capacity);
    private readonly Queue<Key> _order = new(Capacity);

    /// <summary>False when this rule has matched this request before.</summary>
    public bool TryAdd(int rule, AuditEvent e)
    {
        var hash = new HashCode();
        hash.AddBytes(e.AuditId.Span);
        hash.AddBytes(e.RequestUri.Span);
        var key = new Key(rule, hash.ToHashCode(), e.RequestReceivedTime.Ticks);
        if (!_seen.Add(key))
            return false;

        if (_order.Count == Capacity)
            _seen.Remove(_order.Dequeue());
        _order.Enqueue(key);
        return true;
    }

    private readonly record struct Key(int Rule, int Request, long Received);
}
