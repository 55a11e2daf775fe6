using System.Collections.Frozen;

namespace Picket.Pipeline.Normalising.Cards;

/// <summary>The ways in which people and programs group the digits of a card number.</summary>
internal static class CardGroupings
{
    public const int MaxGroups = 5;

    private static readonly FrozenSet<int> Known = FrozenSet.ToFrozenSet(
    [
        0x4333, 0x445, 0x4441, // 13 digits
        0x464, 0x4442, // 14
        0x465, 0x4443, 0x456, 0x555, // 15
        0x4444, 0x88, 0x466, 0x664, 0x646, // 16
        0x44441, 0x4445, // 17
        0x44442, 0x4446, 0x666, 0x6444, // 18
        0x44443, 0x4447, 0x865, // 19
    ]);

    /// <summary>Whether the groups are as long as a card number's are.</summary>
    public static bool IsPlausible(ReadOnlySpan<DigitGroup> groups)
    {
        if (groups.Length == 1)
            return groups[0].Digits is >= PanScanner.MinDigits and <= PanScanner.MaxDigits;

        var sizes = 0;
        foreach (var group in groups)
        {
            if (group.Digits > 0xF)
                return false;
            sizes = sizes << 4 | group.Digits;
        }

        // The bank's digits, then the account in one piece.
        return Known.Contains(sizes) || groups is [{ Digits: 6 or 4 }, { Digits: >= 9 and <= 13 }];
    }
}
