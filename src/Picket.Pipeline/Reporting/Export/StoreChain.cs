using System.Text;
using System.Text.Json;
using Picket.Pipeline.Reporting.Ledger;

namespace Picket.Pipeline.Reporting.Export;

/// <summary>
/// Follows an exported <c>manifest.chain</c>: each line is the SHA-256 (hex) of the JSON that follows it after a space, and
/// the JSON's <c>previous</c> is the hash of the line before.
/// </summary>
internal static class StoreChain
{
    private const int HashLength = 64;

    /// <summary>Adds the first break of the chain, and the first anchor of the ledger that the chain does not bear out.</summary>
    public static void Check(ReadOnlyMemory<byte> manifest, IReadOnlyList<AnchorBody> anchors, List<EvidenceProblem> problems)
    {
        var hashes = new List<string>();
        string? found = null;
        LedgerLines.Split(manifest, line =>
        {
            found = FindBreak(line, hashes.Count == 0 ? LedgerLine.NoPrevious : hashes[^1]);
            if (found is null) hashes.Add(Encoding.ASCII.GetString(line[..HashLength]));
            return found is null;
        });
        if (found is not null)
        {
            problems.Add(new("PKT6119", $"Link {hashes.Count + 1} of '{ExportNames.StoreManifest}' is broken: {found}.", null));
        }
        else if (anchors.FirstOrDefault(a => !IsBorneOut(a, hashes)) is { } anchor)
        {
            problems.Add(new(
                "PKT6118",
                $"The ledger vouches for link {anchor.ChainLength} of the store's chain with the hash {anchor.ChainHead}, but "
                + $"'{ExportNames.StoreManifest}' has another one there, or ends before it.",
                null));
        }
    }

    private static bool IsBorneOut(AnchorBody anchor, List<string> hashes) =>
        anchor.ChainLength == 0 || (anchor.ChainLength <= hashes.Count && hashes[(int)anchor.ChainLength - 1] == anchor.ChainHead);

    private static string? FindBreak(ReadOnlySpan<byte> line, string previous)
    {
        if (line.Length < HashLength + 2 || line[HashLength] != (byte)' ') return "it is not a hash, a space and JSON";
        var json = line[(HashLength + 1)..];
        if (!line[..HashLength].SequenceEqual(Encoding.ASCII.GetBytes(LedgerLine.HashOf(json)))) return "its text does not fit its hash";
        return PreviousOf(json) == previous ? null : "it does not follow the link before it";
    }

    private static string? PreviousOf(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var link = JsonDocument.ParseValue(ref reader);
            return link.RootElement.ValueKind == JsonValueKind.Object
                && link.RootElement.TryGetProperty("previous", out var previous)
                && previous.ValueKind == JsonValueKind.String
                    ? previous.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
