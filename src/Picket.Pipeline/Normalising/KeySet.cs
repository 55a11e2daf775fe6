using System.Security.Cryptography;
using Picket.Core;

namespace Picket.Pipeline.Normalising;

/// <summary>What a key set knows of an event.</summary>
internal enum KeyAnswer { New, Known, Conflicting }

/// <summary>
/// A set of event keys, each with a mark of its event's time, in 18 bytes a slot (linear probing, at most three quarters
/// full): a third of what a dictionary takes, and it holds millions. Keys are compared whole. The mark tells whether an
/// event that carries a known key is that event again, and is wrong once in 65,536 such cases.
/// </summary>
internal sealed class KeySet
{
    // Whoever calls the API may choose audit ids (the Audit-ID header), so where a key goes must not be foreseeable.
    private static readonly ulong Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8)) | 1;

    private UInt128[] _slots = new UInt128[64];
    private ushort[] _marks = new ushort[64];

    public int Count { get; private set; }

    /// <summary>Adds the event, unless its key is there: then says whether it is the same event.</summary>
    public KeyAnswer Add(EventKey key, DateTime time)
    {
        if ((Count + 1) * 4 > _slots.Length * 3)
            Grow();
        // Zero means an empty slot. No event has that key: its stage, which is never unknown, stands in the top byte.
        var answer = Place(_slots, _marks, key.Value, Mark(time));
        if (answer == KeyAnswer.New)
            Count++;
        return answer;
    }

    private static KeyAnswer Place(UInt128[] slots, ushort[] marks, UInt128 key, ushort mark)
    {
        var mask = slots.Length - 1;
        for (var i = (int)(Hash(key) >> 32) & mask; ; i = (i + 1) & mask)
        {
            if (slots[i] == UInt128.Zero)
            {
                (slots[i], marks[i]) = (key, mark);
                return KeyAnswer.New;
            }

            if (slots[i] == key)
                return marks[i] == mark ? KeyAnswer.Known : KeyAnswer.Conflicting;
        }
    }

    private static ulong Hash(UInt128 value)
    {
        var mixed = ((ulong)value ^ Seed) * 0x9E3779B97F4A7C15UL;
        mixed ^= (mixed >> 32) ^ (ulong)(value >> 64);
        return mixed * Seed;
    }

    // To the microsecond, which is what the store keeps.
    private static ushort Mark(DateTime time) =>
        (ushort)(((ulong)(time.Ticks / TimeSpan.TicksPerMicrosecond) * Seed) >> 40);

    private void Grow()
    {
        var (slots, marks) = (new UInt128[_slots.Length * 2], new ushort[_slots.Length * 2]);
        for (var i = 0; i < _slots.Length; i++)
        {
            if (_slots[i] != UInt128.Zero)
                Place(slots, marks, _slots[i], _marks[i]);
        }

        (_slots, _marks) = (slots, marks);
    }
}
