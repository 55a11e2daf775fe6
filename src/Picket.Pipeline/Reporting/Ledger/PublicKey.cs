using System.Security.Cryptography;

namespace Picket.Pipeline.Reporting.Ledger;

/// <summary>The public half of a ledger's key, as anybody can read it from <c>ledger.pub.pem</c>.</summary>
internal sealed class PublicKey : IDisposable
{
    private const int MaxPemLength = 4096;

    private readonly ECDsa _key;

    private PublicKey(ECDsa key)
    {
        _key = key;
        Fingerprint = FingerprintOf(key);
    }

    /// <summary>SHA-256 (hex) of the DER SubjectPublicKeyInfo.</summary>
    public string Fingerprint { get; }

    public static PublicKey? TryRead(ReadOnlySpan<byte> pem)
    {
        if (pem.Length > MaxPemLength) return null;
        return EcdsaPem.TryImport(System.Text.Encoding.ASCII.GetString(pem), needsPrivate: false) is { } key ? new(key) : null;
    }

    public static string FingerprintOf(ECDsa key) =>
        Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            return _key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public void Dispose() => _key.Dispose();
}
