using System.Security.Cryptography;
using Picket.Core;

namespace Picket.Pipeline.Reporting.Ledger;

/// <summary>What was found when a ledger was opened. <c>Length</c> is that of its whole entries, in bytes.</summary>
internal sealed record LedgerOpening(Evidence? Last, Evidence? LastWatch, long Length, TornBody? Torn)
{
    /// <summary>Follows the chain to its end, checks the last signature and sets an unfinished last line aside.</summary>
    public static LedgerOpening Follow(string path, LedgerHold hold, CancellationToken cancellationToken)
    {
        var chain = new LedgerChain();
        ChainBreak? found = null;
        Evidence? watch = null;
        var length = hold.File.Length;
        long whole;
        using (var stream = hold.File.OpenRead())
        {
            whole = LedgerLines.Read(stream, length, line =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                found = chain.Follow(line, key: null);
                if (chain.Last is { Kind: LedgerKinds.Start or LedgerKinds.Stop } entry) watch = entry;
                return found is null;
            });
        }

        if (found is { } fault) throw Changed(path, $"{fault.Code}: {fault.Message}");
        if (chain.Last is { } last && !IsSigned(last, hold.Key)) throw Changed(path, "Its last entry is not signed by its key.");
        return new(chain.Last, watch, whole, whole < length ? SetAside(path, hold.File, whole, chain.Length) : null);
    }

    private static bool IsSigned(Evidence last, LedgerKey key)
    {
        using var publicKey = PublicKey.TryRead(System.Text.Encoding.ASCII.GetBytes(key.PublicPem));
        return publicKey is not null && LedgerChain.IsSigned(last, LedgerLine.ToSignedBytes(last), publicKey);
    }

    // The bytes after the last newline were never acknowledged: an append ends with its newline and is then flushed.
    private static TornBody SetAside(string path, ILedgerFile file, long whole, long entries)
    {
        var bytes = ReadTail(file, whole);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var name = $"ledger.torn-{entries + 1}-{hash[..12]}.bin";
        using (var aside = new FileStream(Path.Combine(Path.GetDirectoryName(path)!, name), FileMode.Create, FileAccess.Write))
        {
            aside.Write(bytes);
            aside.Flush(flushToDisk: true);
        }

        file.Cut(whole);
        return new(name, bytes.Length, hash);
    }

    private static byte[] ReadTail(ILedgerFile file, long whole)
    {
        using var stream = file.OpenRead();
        stream.Seek(whole, SeekOrigin.Begin);
        var bytes = new byte[Math.Min(file.Length - whole, LedgerLine.MaxBytes)];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static LedgerException Changed(string path, string what) => new(
        "PKT6013",
        $"The ledger '{path}' was changed outside Picket. {what} Keep the file for the investigation, move it away, and "
        + "start again: a new ledger begins.");
}
