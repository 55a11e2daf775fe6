using System.Security.Cryptography;
using Picket.Core;

namespace Picket.Pipeline.Normalising;

/// <summary>What a key set knows of an event.</summary>
internal enum KeyAnswer { New, Known, Conflicting }

/// <summary>
/// A set of event keys, each with a mark of its event's time, in 16 bytes a slot (linear probing, at most three quarters
/// full): a quarter of what a dictionary takes, and it holds millions. 112 bits tell events apart; the other 16 tell
/// whether an event that carries a known key is that event again, and are wrong once in 65,536 such cases.
/// </summary>
internal sealed class KeySet
{
    private const ulong MarkMask = 0xFFFF;

    // Whoever calls the API may choose audit ids (the Audit-ID header), so where a key goes must not be foreseeable.
    private static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;

    private UInt128[] _slots = new UInt128[64];

    public int Count { get; private set; }

    /// <summary>Adds the event, unless its key is there: then says whether it is the same event.</summary>
    public KeyAnswer Add(EventKey key, DateTime time)
    {
        if ((Count + 1) * 4 > _slots.Length * 3)
            Grow();
        var value = (key.Value & ~(UInt128)MarkMask) | Mark(time);
        // Zero means an empty slot; that one key of all gives way to its neighbour.
        if (value == UInt128.Zero)
            value = UInt128.One;
        var answer = Place(_slots, value);
        if (answer == KeyAnswer.New)
            Count++;
        return answer;
    }

    private static KeyAnswer Place(UInt128[] slots, UInt128 value)
    {
        var mask = slots.Length - 1;
        for (var i = (int)(Hash(value) >> 32) & mask; ; i = (i + 1) & mask)
        {
            if (slots[i] == UInt128.Zero)
            {
                slots[i] = value;
                return KeyAnswer.New;
            }

            if (slots[i] >> 16 == value >> 16)
                return slots[i] == value ? KeyAnswer.Known : KeyAnswer.Conflicting;
        }
    }

    private static ulong Hash(UInt128 value)
    {
        var mixed = ((ulong)(value >> 16) ^ Seed) * 0x9E3779B97F4A7C15UL;
        mixed ^= (mixed >> 32) ^ (ulong)(value >> 80);
        return mixed * Seed;
    }

    // To the microsecond, which is what the store keeps.
    private static ulong Mark(DateTime time) =>
        (((ulong)(time.Ticks / TimeSpan.TicksPerMicrosecond) * Seed) >> 40) & MarkMask;

    private void Grow()
    {
        var larger = new UInt128[_slots.Length * 2];
        foreach (var value in _slots)
        {
            if (value != UInt128.Zero)
                Place(larger, value);
        }

        _slots = larger;
    }
}
