using Picket.Core;

namespace Picket.Pipeline.Reporting.Ledger;

/// <summary>What is wrong with an entry of a ledger.</summary>
internal readonly record struct ChainBreak(string Code, string Message);

/// <summary>
/// Follows a ledger line by line. Sequence, link, hash, signature and order of times are judged in that order, and the
/// first fault of an entry is told.
/// </summary>
internal sealed class LedgerChain
{
    public long Length { get; private set; }

    public string Head { get; private set; } = LedgerLine.NoPrevious;

    public Evidence? Last { get; private set; }

    /// <summary>Takes the next line (without newline). The chain goes on only when there is no break.</summary>
    /// <param name="line">The line.</param>
    /// <param name="key">Checks the signature; null leaves signatures unchecked.</param>
    public ChainBreak? Follow(ReadOnlySpan<byte> line, PublicKey? key)
    {
        var number = Length + 1;
        if (!LedgerLine.TryParse(line, out var entry, out var problem))
        {
            return new("PKT6110", $"Entry {number} cannot be read: {problem}.");
        }

        if (FindBreak(entry, number, key) is { } found) return found;
        Length = number;
        Head = entry.Hash;
        Last = entry;
        return null;
    }

    /// <summary>Whether the entry's signature, in its one canonical form, is the key's.</summary>
    public static bool IsSigned(Evidence entry, byte[] signed, PublicKey key)
    {
        var signature = new byte[entry.Signature.Length];
        return Convert.TryFromBase64String(entry.Signature, signature, out var length)
            && Convert.ToBase64String(signature.AsSpan(0, length)) == entry.Signature
            && key.Verifies(signed, signature.AsSpan(0, length));
    }

    private ChainBreak? FindBreak(Evidence entry, long number, PublicKey? key)
    {
        if (entry.Sequence != number)
        {
            return new("PKT6111", $"Entry {number} carries the number {entry.Sequence}: an entry was removed, added or moved.");
        }

        if (entry.Previous != Head)
        {
            return new("PKT6112", $"Entry {number} does not follow the entry before it: its 'previous' is not that entry's hash.");
        }

        var signed = LedgerLine.ToSignedBytes(entry);
        if (entry.Hash != LedgerLine.HashOf(signed))
        {
            return new("PKT6113", $"Entry {number} was changed: its hash does not fit its content.");
        }

        if (key is not null && !IsSigned(entry, signed, key))
        {
            return new("PKT6114", $"Entry {number} is not signed by the ledger's key.");
        }

        return Last is { } last && entry.Time < last.Time && entry.Kind != LedgerKinds.Clock
            ? new("PKT6115", $"Entry {number} is dated {entry.Time:O}, before entry {number - 1} ({last.Time:O}).")
            : null;
    }
}
