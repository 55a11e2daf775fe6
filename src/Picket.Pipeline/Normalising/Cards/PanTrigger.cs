using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Picket.Pipeline.Normalising.Cards;

/// <summary>
/// Finds the few places of a text where a card number could stand, 64 bytes at a step, so that the rest is never looked
/// at twice: a run of at least 13 digits and separators, or an escaped digit or separator.
/// </summary>
internal static class PanTrigger
{
    private const int MinRun = 13;
    private const int Block = 64;

    /// <summary>A byte of the first such place at or after <paramref name="from"/>; -1 when there is none.</summary>
    public static int Find(ReadOnlySpan<byte> text, int from)
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        var carry = 0;
        var at = from;
        for (; at <= text.Length - Block; at += Block)
        {
            var low = Vector256.LoadUnsafe(ref start, (nuint)at);
            var high = Vector256.LoadUnsafe(ref start, (nuint)at + 32);
            var hit = FirstHit(text, at, low, high, ref carry);
            if (hit >= 0)
                return hit;
        }

        if (at >= text.Length)
            return -1;
        Span<byte> rest = stackalloc byte[Block];
        rest.Clear();
        text[at..].CopyTo(rest);
        ref var last = ref MemoryMarshal.GetReference(rest);
        return FirstHit(text, at, Vector256.LoadUnsafe(ref last), Vector256.LoadUnsafe(ref last, 32), ref carry);
    }

    private static int FirstHit(ReadOnlySpan<byte> text, int at, Vector256<byte> low, Vector256<byte> high, ref int carry)
    {
        var members = Members(low) | (ulong)Members(high) << 32;
        var runs = members & members >> 1;
        runs &= runs >> 2;
        runs &= runs >> 4;
        runs &= runs >> 5; // Bit b is set where b to b + 12 are all members.
        var leading = BitOperations.TrailingZeroCount(~members);
        var run = leading > 0 && carry + leading >= MinRun ? at : runs == 0 ? -1 : at + BitOperations.TrailingZeroCount(runs);
        // A run that fills the block is longer than any card number's and was a hit already.
        carry = BitOperations.LeadingZeroCount(~members);

        var escapes = Escapes(low) | (ulong)Escapes(high) << 32;
        for (; escapes != 0; escapes &= escapes - 1)
        {
            var place = at + BitOperations.TrailingZeroCount(escapes);
            // Nearly every escape is \" or \n: one look at the next byte tells.
            if (place + 1 < text.Length && text[place + 1] is (byte)'u' or (byte)'\\' or (byte)'2' or (byte)'3'
                && CardText.IsEncoded(text, place))
                return run >= 0 && run < place ? run : place;
        }

        return run;
    }

    private static uint Members(Vector256<byte> bytes)
    {
        var offset = bytes - Vector256.Create((byte)'0');
        var digits = Vector256.Equals(Vector256.Min(offset, Vector256.Create((byte)9)), offset);
        var separators = Vector256.Equals(bytes, Vector256.Create((byte)' ')) | Vector256.Equals(bytes, Vector256.Create((byte)'-'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'+'));
        return (digits | separators).ExtractMostSignificantBits();
    }

    private static uint Escapes(Vector256<byte> bytes) =>
        (Vector256.Equals(bytes, Vector256.Create((byte)'%')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\')))
        .ExtractMostSignificantBits();
}
