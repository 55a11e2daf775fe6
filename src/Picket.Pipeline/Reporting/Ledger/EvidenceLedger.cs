using Picket.Core;

namespace Picket.Pipeline.Reporting.Ledger;

/// <summary>
/// The ledger of one data folder: <c>ledger.jsonl</c>, its key and its lock. One process holds it at a time; appends are
/// serialised and each is on disk before it is answered.
/// </summary>
public sealed class EvidenceLedger : IEvidenceLedger, IDisposable
{
    /// <summary>The ledger's file name.</summary>
    public const string FileName = "ledger.jsonl";

    /// <summary>The largest ledger that <see cref="ReadAsync"/> gives out, in bytes.</summary>
    public const long MaxReadBytes = 1024L * 1024 * 1024;

    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly LedgerHold _hold;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Evidence? _last;
    private Evidence? _lastWatch;
    private long _length;
    private bool _isDirty;

    private EvidenceLedger(string path, TimeProvider clock, LedgerHold hold, LedgerOpening opening)
    {
        _path = path;
        _clock = clock;
        _hold = hold;
        _last = opening.Last;
        _lastWatch = opening.LastWatch;
        _length = opening.Length;
    }

    /// <summary>SHA-256 (hex) of the public key's DER form: what a person compares.</summary>
    public string Fingerprint => _hold.Key.Fingerprint;

    /// <summary>The last start or stop of the watch; null before the first.</summary>
    internal Evidence? LastWatch => _lastWatch;

    /// <summary>The public key as PEM.</summary>
    internal string PublicPem => _hold.Key.PublicPem;

    /// <summary>
    /// Opens the folder's ledger, making it where there is none. The chain is followed to its end; an unfinished last line
    /// is set aside and a <c>torn</c> entry says so.
    /// </summary>
    /// <exception cref="LedgerException">
    /// Another process holds it (PKT6011), it cannot be read or written (PKT6012), it was changed (PKT6013), or its key is
    /// missing or wrong (PKT6014).
    /// </exception>
    public static Task<EvidenceLedger> OpenAsync(string folder, TimeProvider clock, CancellationToken cancellationToken) =>
        OpenAsync(folder, clock, path => new LedgerFile(path), cancellationToken);

    internal static async Task<EvidenceLedger> OpenAsync(
        string folder, TimeProvider clock, Func<string, ILedgerFile> openFile, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, FileName);
        var hold = LedgerHold.Take(folder, path, openFile);
        try
        {
            var opening = LedgerOpening.Follow(path, hold, cancellationToken);
            var ledger = new EvidenceLedger(path, clock, hold, opening);
            if (opening.Torn is { } torn)
            {
                await ledger.AppendAsync(LedgerKinds.Torn, torn.File, torn.ToJson(), cancellationToken);
            }

            return ledger;
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<Evidence> AppendAsync(string kind, string subject, string body, CancellationToken cancellationToken)
    {
        CheckBounds(kind, subject, body);
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var now = _clock.GetUtcNow().UtcDateTime;
            if (_last is { } last && now < last.Time)
            {
                Append(now, LedgerKinds.Clock, "clock set back", ReportingJson.ToText(new ClockBody(last.Time, now)));
            }

            return Append(now, kind, subject, body);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Every byte of the ledger up to the last acknowledged entry.</summary>
    /// <exception cref="LedgerException">It cannot be read, or is larger than <see cref="MaxReadBytes"/>.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_length > MaxReadBytes)
            {
                throw new LedgerException("PKT6012", $"The ledger '{_path}' is larger than {MaxReadBytes} bytes. Start a new one.");
            }

            var bytes = new byte[_length];
            await using var stream = _hold.File.OpenRead();
            await stream.ReadExactlyAsync(bytes, cancellationToken);
            return bytes;
        }
        catch (EndOfStreamException exception)
        {
            throw new LedgerException("PKT6013", $"The ledger '{_path}' became shorter while it was held.", exception);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>What the entries dated from <paramref name="from"/> and before <paramref name="to"/> tell of the watch.</summary>
    public async Task<LedgerFacts> ReadFactsAsync(DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var bytes = await ReadAsync(cancellationToken);
        LedgerLines.Split(bytes, line =>
        {
            if (LedgerLine.TryParse(line, out var entry, out _) && entry.Time >= from && entry.Time < to)
            {
                counts[entry.Kind] = counts.GetValueOrDefault(entry.Kind) + 1;
            }

            return !cancellationToken.IsCancellationRequested;
        });
        cancellationToken.ThrowIfCancellationRequested();
        return new(
            counts.GetValueOrDefault(LedgerKinds.Start),
            counts.GetValueOrDefault(LedgerKinds.Stop),
            counts.GetValueOrDefault(LedgerKinds.Access) + counts.GetValueOrDefault(LedgerKinds.Export));
    }

    /// <summary>Gives the ledger up, so that another process can hold it.</summary>
    public void Dispose()
    {
        _hold.Dispose();
        _turn.Dispose();
    }

    /// <summary>Signs bytes that are not an entry (an export's manifest) with the ledger's key.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> bytes) => _hold.Key.Sign(bytes);

    private Evidence Append(DateTime time, string kind, string subject, string body)
    {
        var draft = new Evidence(
            (_last?.Sequence ?? 0) + 1, time, kind, subject, body, _last?.Hash ?? LedgerLine.NoPrevious, "", "");
        var signed = LedgerLine.ToSignedBytes(draft);
        var entry = draft with { Hash = LedgerLine.HashOf(signed), Signature = Convert.ToBase64String(_hold.Key.Sign(signed)) };
        var line = LedgerLine.ToLine(entry);
        Write(line);
        _length += line.Length;
        _last = entry;
        if (kind is LedgerKinds.Start or LedgerKinds.Stop) _lastWatch = entry;
        return entry;
    }

    private void Write(byte[] line)
    {
        try
        {
            if (_isDirty) _hold.File.Cut(_length);
            // Until the append is known to be whole, the next writer must cut back first.
            _isDirty = true;
            _hold.File.Append(line);
            _isDirty = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(
                "PKT6010",
                $"The proof could not be written to '{_path}': {exception.Message} Nothing was acknowledged. Free space or "
                + "restore the permission; the next entry is tried again from here.",
                exception);
        }
    }

    private static void CheckBounds(string kind, string subject, string body)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kind.Length, LedgerLine.MaxKindLength, nameof(kind));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(subject.Length, LedgerLine.MaxSubjectLength, nameof(subject));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(body.Length, LedgerLine.MaxBodyLength, nameof(body));
    }
}
