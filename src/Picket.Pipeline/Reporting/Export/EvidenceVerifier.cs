using System.Text.RegularExpressions;
using Picket.Core;
using Picket.Pipeline.Reporting.Ledger;

namespace Picket.Pipeline.Reporting.Export;

/// <summary>
/// Verifies an export by itself: no server, no store, no network. It proves that nothing was changed since the holder of
/// the key signed; that the key is the right one, only a person who knows its fingerprint can tell.
/// </summary>
public static partial class EvidenceVerifier
{
    /// <summary>Verifies an export in a folder.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static async Task<EvidenceVerification> VerifyAsync(
        string folder, string? expectedFingerprint, CancellationToken cancellationToken) =>
        Verify(await ExportReader.ReadAsync(folder, cancellationToken), expectedFingerprint);

    /// <summary>Verifies an export given as files by name.</summary>
    /// <param name="files">Every file of the export.</param>
    /// <param name="expectedFingerprint">The fingerprint the key must have, colons and case ignored; null leaves it open.</param>
    public static EvidenceVerification Verify(
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string? expectedFingerprint)
    {
        var problems = new List<EvidenceProblem>();
        using var key = ReadKey(files, expectedFingerprint, problems);
        var manifest = ReadManifest(files, key, problems);
        if (manifest is not null) CheckFiles(files, manifest, problems);
        var ledger = LedgerReading.Follow(files.GetValueOrDefault(ExportNames.Ledger), key, problems);
        if (manifest is not null) CheckAnchors(ledger, manifest, key, problems);
        CheckBodies(files, ledger, problems);
        if (files.TryGetValue(ExportNames.StoreManifest, out var chain)) StoreChain.Check(chain, ledger.Anchors, problems);
        return new(
            key?.Fingerprint ?? "",
            key is not null && expectedFingerprint is not null && IsSame(key.Fingerprint, expectedFingerprint),
            ledger.Chain.Length, ledger.Chain.Length == 0 ? "" : ledger.Chain.Head,
            ledger.First?.Time, ledger.Chain.Last?.Time, problems);
    }

    private static PublicKey? ReadKey(
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, string? expected, List<EvidenceProblem> problems)
    {
        // A missing file is told by the manifest's check, like every other.
        if (!files.TryGetValue(ExportNames.PublicKey, out var pem)) pem = default;
        var key = PublicKey.TryRead(pem.Span);
        if (key is null)
        {
            Add(problems, "PKT6106", $"'{ExportNames.PublicKey}' is missing or is not an ECDSA P-256 public key, so no signature can be checked.");
        }
        else if (expected is not null && !IsSame(key.Fingerprint, expected))
        {
            Add(problems, "PKT6107", $"The export is signed by the key {key.Fingerprint}, but {expected} was expected.");
        }

        return key;
    }

    private static ExportManifest? ReadManifest(
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, PublicKey? key, List<EvidenceProblem> problems)
    {
        if (!files.TryGetValue(ExportNames.Manifest, out var bytes))
        {
            Add(problems, "PKT6101", $"The file '{ExportNames.Manifest}' is missing, so nothing says what the export consists of.");
            return null;
        }

        if (!files.TryGetValue(ExportNames.Signature, out var signature))
        {
            Add(problems, "PKT6101", $"The file '{ExportNames.Signature}' is missing, so nothing vouches for '{ExportNames.Manifest}'.");
        }
        else if (key is not null && !key.Verifies(bytes.Span, signature.Span))
        {
            Add(problems, "PKT6105", $"'{ExportNames.Signature}' is not the key's signature over '{ExportNames.Manifest}': one of the two was changed.");
        }

        if (ReportingJson.TryRead<ExportManifest>(bytes.Span) is { Format: ExportManifest.CurrentFormat } manifest) return manifest;
        Add(problems, "PKT6104", $"'{ExportNames.Manifest}' is not a manifest of the form '{ExportManifest.CurrentFormat}'.");
        return null;
    }

    private static void CheckFiles(
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, ExportManifest manifest, List<EvidenceProblem> problems)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal) { ExportNames.Manifest, ExportNames.Signature };
        foreach (var file in manifest.Files)
        {
            if (!listed.Add(file.Path)) Add(problems, "PKT6104", $"'{ExportNames.Manifest}' lists '{file.Path}' twice.");
            if (!files.TryGetValue(file.Path, out var content))
            {
                Add(problems, "PKT6101", $"The file '{file.Path}' is missing.");
            }
            else if (content.Length != file.Bytes || EvidenceExport.HashOf(content) != file.Sha256)
            {
                Add(problems, "PKT6103", $"The file '{file.Path}' was changed: its SHA-256 is not the one in '{ExportNames.Manifest}'.");
            }
        }

        foreach (var name in ExportNames.Listed.Where(n => !listed.Contains(n)).Order(StringComparer.Ordinal))
        {
            Add(problems, "PKT6104", $"'{ExportNames.Manifest}' does not list '{name}', which belongs to every export.");
        }

        foreach (var name in files.Keys.Where(n => !listed.Contains(n)).Order(StringComparer.Ordinal))
        {
            Add(problems, "PKT6102", $"The file '{name}' is not part of the export: '{ExportNames.Manifest}' does not list it.");
        }
    }

    private static void CheckAnchors(
        LedgerReading ledger, ExportManifest manifest, PublicKey? key, List<EvidenceProblem> problems)
    {
        if (ledger.IsWhole && (ledger.Chain.Length != manifest.LedgerLength || ledger.Chain.Head != manifest.LedgerHead))
        {
            Add(
                problems, "PKT6116",
                $"The ledger has {ledger.Chain.Length} entries, but '{ExportNames.Manifest}' was signed over {manifest.LedgerLength} "
                + $"ending in {manifest.LedgerHead}: entries were removed or added at its end.");
        }

        if (key is not null && key.Fingerprint != manifest.KeyFingerprint)
        {
            Add(problems, "PKT6106", $"'{ExportNames.Manifest}' names the key {manifest.KeyFingerprint}, but '{ExportNames.PublicKey}' is {key.Fingerprint}.");
        }
    }

    // The manifest's signature already covers these files; the ledger's own last entry must agree with it.
    private static void CheckBodies(
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, LedgerReading ledger, List<EvidenceProblem> problems)
    {
        if (!ledger.IsWhole || ledger.Chain.Last is not { } last) return;
        if (last.Kind != LedgerKinds.Export
            || ReportingJson.TryRead<ExportBody>(System.Text.Encoding.UTF8.GetBytes(last.Body)) is not { } body)
        {
            problems.Add(new("PKT6117", "The ledger does not end with the entry of this export.", last.Sequence));
            return;
        }

        foreach (var (name, hash) in body.Files)
        {
            if (files.TryGetValue(name, out var content) && EvidenceExport.HashOf(content) == hash) continue;
            problems.Add(new("PKT6117", $"The ledger's last entry names another '{name}' than the one in the export.", last.Sequence));
        }
    }

    private static void Add(List<EvidenceProblem> problems, string code, string message) => problems.Add(new(code, message, null));

    private static bool IsSame(string fingerprint, string expected) =>
        Separators.Replace(expected, "").Equals(fingerprint, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"[:\s]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Separators { get; }
}
