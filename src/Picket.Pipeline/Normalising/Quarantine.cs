using Picket.Core;
using Picket.Pipeline.Normalising.Cards;
using Picket.Pipeline.Normalising.Secrets;

namespace Picket.Pipeline.Normalising;

/// <summary>Puts what could not be understood aside: masked, bounded, with its reason and its true length.</summary>
internal static class Quarantine
{
    // A card number that the cut goes through would stay: the piece kept is masked together with what follows it.
    private const int Overlap = 256;

    /// <summary>Makes the quarantined entry; <paramref name="cards"/> are the card numbers masked in what is kept.</summary>
    public static QuarantinedEntry Keep(
        DateTime time, string source, in Entry entry, ReadOnlyMemory<byte> bytes, long length, EntryProblem problem,
        out IReadOnlyList<CardPlace> cards)
    {
        cards = [];
        bytes = BrokenSecrets.Cut(bytes);
        var kept = bytes[..Math.Min(bytes.Length, QuarantinedEntry.MaxRawBytes + Overlap)];
        if (PanGuard.TryMaskText(kept.Span, out var masked))
        {
            kept = masked.Bytes;
            cards = masked.Cards;
        }

        // A copy, so that the entry does not hold on to the batch's buffer.
        var raw = kept[..Math.Min(kept.Length, QuarantinedEntry.MaxRawBytes)].ToArray();
        return new(time, source, entry.Origin, entry.Line, problem.Code, problem.Reason, raw, length);
    }
}
