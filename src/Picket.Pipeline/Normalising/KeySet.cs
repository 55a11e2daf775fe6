using Picket.Core;

namespace Picket.Pipeline.Normalising;

/// <summary>
/// A set of event keys in 16 bytes a slot (linear probing, at most three quarters full): a third of what a
/// <see cref="HashSet{T}"/> takes, and it holds millions.
/// </summary>
internal sealed class KeySet
{
    // Whoever calls the API may choose audit ids (the Audit-ID header), so where a key goes must not be foreseeable.
    private static readonly ulong Seed = BitConverter.ToUInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8)) | 1;

    private UInt128[] _slots = new UInt128[64];
    private bool _hasZero;

    public int Count { get; private set; }

    /// <summary>Adds the key; false when it was there.</summary>
    public bool Add(EventKey key)
    {
        if (key.Value == UInt128.Zero)
        {
            var added = !_hasZero;
            _hasZero = true;
            return added;
        }

        if ((Count + 1) * 4 > _slots.Length * 3)
            Grow();
        if (!Place(_slots, key.Value))
            return false;
        Count++;
        return true;
    }

    private static bool Place(UInt128[] slots, UInt128 value)
    {
        var mask = slots.Length - 1;
        for (var i = (int)(Hash(value) >> 32) & mask; ; i = (i + 1) & mask)
        {
            if (slots[i] == value)
                return false;
            if (slots[i] == UInt128.Zero)
            {
                slots[i] = value;
                return true;
            }
        }
    }

    private static ulong Hash(UInt128 value)
    {
        var mixed = ((ulong)value ^ Seed) * 0x9E3779B97F4A7C15UL;
        mixed ^= (mixed >> 32) ^ (ulong)(value >> 64);
        return mixed * Seed;
    }

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
