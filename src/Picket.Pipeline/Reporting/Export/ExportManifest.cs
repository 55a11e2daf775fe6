namespace Picket.Pipeline.Reporting.Export;

/// <summary>
/// <c>MANIFEST.json</c>: what an export consists of. Its signature in <c>export.sig</c> holds the files and, by the
/// ledger's length and head, the entries together.
/// </summary>
/// <param name="Format">The form of the export; <see cref="CurrentFormat"/>.</param>
/// <param name="Created">When it was made (UTC).</param>
/// <param name="KeyFingerprint">SHA-256 (hex) of the public key's DER form.</param>
/// <param name="LedgerLength">Entries in the exported ledger.</param>
/// <param name="LedgerHead">The last entry's hash.</param>
/// <param name="Files">Every other file with its length in bytes and its SHA-256 (hex).</param>
internal sealed record ExportManifest(
    string Format, DateTime Created, string KeyFingerprint, long LedgerLength, string LedgerHead, IReadOnlyList<ManifestFile> Files)
{
    public const string CurrentFormat = "picket-evidence/1";
}

/// <summary>One file of an export.</summary>
internal sealed record ManifestFile(string Path, long Bytes, string Sha256);
