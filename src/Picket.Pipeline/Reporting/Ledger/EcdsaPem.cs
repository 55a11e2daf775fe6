using System.Security.Cryptography;

namespace Picket.Pipeline.Reporting.Ledger;

/// <summary>Reads ECDSA P-256 keys from PEM text.</summary>
internal static class EcdsaPem
{
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>Null when the text is not such a key. What it was instead is not told: it may be a secret.</summary>
    public static ECDsa? TryImport(string pem, bool needsPrivate)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(needsPrivate).Curve.Oid is { Value: P256 }) return key;
        }
        // The last is thrown for a curve that this system's cryptography does not know.
        catch (Exception exception) when (exception is ArgumentException or CryptographicException or PlatformNotSupportedException)
        {
        }

        key.Dispose();
        return null;
    }
}
