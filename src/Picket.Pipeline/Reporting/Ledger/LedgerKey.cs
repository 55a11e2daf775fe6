using System.Security.Cryptography;

namespace Picket.Pipeline.Reporting.Ledger;

/// <summary>The ECDSA P-256 key that signs a ledger, kept beside it and made when the ledger is first opened.</summary>
internal sealed class LedgerKey : IDisposable
{
    public const string PrivateFile = "ledger.key";
    public const string PublicFile = "ledger.pub.pem";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ECDsa _key;

    private LedgerKey(ECDsa key)
    {
        _key = key;
        PublicPem = _key.ExportSubjectPublicKeyInfoPem() + "\n";
        Fingerprint = PublicKey.FingerprintOf(_key);
    }

    public string PublicPem { get; }

    public string Fingerprint { get; }

    /// <summary>Loads the folder's key, or makes one where neither a key nor a ledger is there.</summary>
    public static LedgerKey Open(string folder, bool hasEntries)
    {
        var path = Path.Combine(folder, PrivateFile);
        if (!File.Exists(path) && hasEntries)
        {
            throw new LedgerException(
                "PKT6014",
                $"The ledger in '{folder}' has entries, but its key '{PrivateFile}' is missing. Put the key back, or move "
                + "'ledger.jsonl' away so that a new ledger with a new key begins.");
        }

        if (!File.Exists(path)) Create(path);
        var key = Load(path);
        WriteDurably(Path.Combine(folder, PublicFile), key.PublicPem, mode: null);
        return key;
    }

    public byte[] Sign(ReadOnlySpan<byte> data) =>
        _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    public void Dispose() => _key.Dispose();

    private static void Create(string path)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        WriteDurably(path, key.ExportPkcs8PrivateKeyPem() + "\n", OwnerOnly);
    }

    private static LedgerKey Load(string path)
    {
        if (EcdsaPem.TryImport(File.ReadAllText(path), needsPrivate: true) is { } key) return new(key);
        throw new LedgerException(
            "PKT6014", $"The ledger's key '{path}' is not an ECDSA P-256 private key in PEM form. Put the right file back.");
    }

    // Written beside and renamed, so that a crash leaves either no key or a whole one.
    private static void WriteDurably(string path, string content, UnixFileMode? mode)
    {
        if (File.Exists(path) && File.ReadAllText(path) == content) return;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (mode is { } wanted && !OperatingSystem.IsWindows()) options.UnixCreateMode = wanted;
        var temporary = path + ".new";
        // A leftover would keep its own mode.
        File.Delete(temporary);
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(content));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
