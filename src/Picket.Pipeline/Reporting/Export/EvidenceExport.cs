using System.Security.Cryptography;
using System.Text;
using Picket.Core;
using Picket.Pipeline.Reporting.Ledger;

namespace Picket.Pipeline.Reporting.Export;

/// <summary>Makes an export that can be verified offline, on its own.</summary>
public static class EvidenceExport
{
    /// <summary>
    /// Writes a <c>report</c> and an <c>export</c> entry into the ledger, then returns the report, the ledger with its public
    /// key, the store's manifest, and a signed list of them all.
    /// </summary>
    /// <param name="ledger">The ledger, held by this process.</param>
    /// <param name="report">The report to export.</param>
    /// <param name="storeManifest">The bytes of the store's <c>manifest.chain</c>; empty when nothing is sealed.</param>
    /// <param name="cancellationToken">Stops before the next entry is written.</param>
    /// <exception cref="IOException">The proof could not be written; there is no export then.</exception>
    public static async Task<IReadOnlyList<ExportFile>> CreateAsync(
        EvidenceLedger ledger, Report report, ReadOnlyMemory<byte> storeManifest, CancellationToken cancellationToken)
    {
        ExportFile json = new(ExportNames.ReportJson, ReportingJson.ToFile(report));
        await RecordAsync(ledger, report, json, cancellationToken);
        ExportFile[] proven =
        [
            json,
            new(ExportNames.ReportHtml, Encoding.UTF8.GetBytes(ReportPage.Render(report, ledger.Fingerprint))),
            new(ExportNames.StoreManifest, storeManifest),
            new(ExportNames.PublicKey, Encoding.ASCII.GetBytes(ledger.PublicPem)),
        ];
        var body = new ExportBody(proven.ToDictionary(f => f.Path, f => HashOf(f.Content), StringComparer.Ordinal));
        var last = await ledger.AppendAsync(LedgerKinds.Export, "evidence", body.ToJson(), cancellationToken);
        ExportFile[] listed = [.. proven, new(ExportNames.Ledger, await ReadUpToAsync(ledger, last, cancellationToken))];
        var manifest = ReportingJson.ToFile(new ExportManifest(
            ExportManifest.CurrentFormat, last.Time, ledger.Fingerprint, last.Sequence, last.Hash,
            [.. listed.Select(f => new ManifestFile(f.Path, f.Content.Length, HashOf(f.Content)))]));
        return
        [
            .. listed,
            new(ExportNames.Manifest, manifest),
            new(ExportNames.Signature, ledger.Sign(manifest)),
        ];
    }

    /// <summary>Records a report in the ledger, so that a later reader can tell it from another one.</summary>
    /// <exception cref="IOException">The proof could not be written.</exception>
    public static Task<Evidence> RecordAsync(EvidenceLedger ledger, Report report, CancellationToken cancellationToken) =>
        RecordAsync(ledger, report, new(ExportNames.ReportJson, ReportingJson.ToFile(report)), cancellationToken);

    internal static string HashOf(ReadOnlyMemory<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content.Span));

    private static Task<Evidence> RecordAsync(
        EvidenceLedger ledger, Report report, ExportFile json, CancellationToken cancellationToken)
    {
        var states = report.Requirements.GroupBy(r => r.State).ToDictionary(g => g.Key.ToWord(), g => g.Count(), StringComparer.Ordinal);
        var body = new ReportBody(report.Catalogue, report.Version, report.From, report.To, HashOf(json.Content), states);
        return ledger.AppendAsync(
            LedgerKinds.Report, $"{report.Catalogue} {report.Version}", body.ToJson(), cancellationToken);
    }

    // Another entry may follow ours at once; the export ends with ours.
    private static async Task<ReadOnlyMemory<byte>> ReadUpToAsync(
        EvidenceLedger ledger, Evidence last, CancellationToken cancellationToken)
    {
        var bytes = await ledger.ReadAsync(cancellationToken);
        var (length, lines) = (0, 0L);
        LedgerLines.Split(bytes, line =>
        {
            length += line.Length + 1;
            return ++lines < last.Sequence;
        });
        return bytes[..length];
    }
}
