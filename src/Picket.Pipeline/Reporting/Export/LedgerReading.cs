using Picket.Core;
using Picket.Pipeline.Reporting.Ledger;

namespace Picket.Pipeline.Reporting.Export;

/// <summary>An exported ledger, followed to its end or to its first broken entry.</summary>
internal sealed record LedgerReading(LedgerChain Chain, Evidence? First, IReadOnlyList<AnchorBody> Anchors, bool IsWhole)
{
    public static LedgerReading Follow(ReadOnlyMemory<byte> ledger, PublicKey? key, List<EvidenceProblem> problems)
    {
        var chain = new LedgerChain();
        Evidence? first = null;
        var anchors = new List<AnchorBody>();
        ChainBreak? found = null;
        LedgerLines.Split(ledger, line =>
        {
            found = chain.Follow(line, key);
            first ??= chain.Last;
            if (found is null && chain.Last is { Kind: LedgerKinds.Anchor } entry) AddAnchor(entry, anchors, problems);
            return found is null;
        });
        if (found is null && !ledger.IsEmpty && ledger.Span[^1] != (byte)'\n')
        {
            found = new("PKT6110", $"Entry {chain.Length} is unfinished: the ledger does not end with a newline.");
        }

        if (found is { } fault) problems.Add(new(fault.Code, fault.Message, chain.Length + 1));
        return new(chain, first, anchors, found is null);
    }

    private static void AddAnchor(Evidence entry, List<AnchorBody> anchors, List<EvidenceProblem> problems)
    {
        if (ReportingJson.TryRead<AnchorBody>(System.Text.Encoding.UTF8.GetBytes(entry.Body)) is { } body) anchors.Add(body);
        else problems.Add(new("PKT6118", $"The anchor in entry {entry.Sequence} cannot be read.", entry.Sequence));
    }
}
