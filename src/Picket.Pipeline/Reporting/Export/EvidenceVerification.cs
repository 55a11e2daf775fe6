namespace Picket.Pipeline.Reporting.Export;

/// <summary>Something that is wrong with an export.</summary>
/// <param name="Code">The stable code, <c>PKT61nn</c>.</param>
/// <param name="Message">One sentence: what is wrong and where.</param>
/// <param name="Sequence">The ledger entry it is about; null when it is about a file.</param>
public sealed record EvidenceProblem(string Code, string Message, long? Sequence);

/// <summary>What verifying an export found. The export is sound when there is no problem.</summary>
/// <param name="Fingerprint">SHA-256 (hex) of the public key's DER form; empty when the key cannot be read.</param>
/// <param name="IsKeyExpected">Whether the caller named this fingerprint; without that, a person must compare it.</param>
/// <param name="Entries">Ledger entries that hold, from the first.</param>
/// <param name="Head">The hash of the last of them; empty when there is none.</param>
/// <param name="First">Time of the first entry (UTC).</param>
/// <param name="Last">Time of the last entry that holds (UTC).</param>
/// <param name="Problems">Everything that is wrong.</param>
public sealed record EvidenceVerification(
    string Fingerprint, bool IsKeyExpected, long Entries, string Head, DateTime? First, DateTime? Last,
    IReadOnlyList<EvidenceProblem> Problems)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Problems.Count == 0;
}
