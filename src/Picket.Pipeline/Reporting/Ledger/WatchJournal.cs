namespace Picket.Pipeline.Reporting.Ledger;

/// <summary>Writes when the watch began and ended, so that no pause of the log goes without a record (PCI DSS 10.2.1.6).</summary>
public sealed class WatchJournal(EvidenceLedger ledger, string version)
{
    /// <summary>Records the start. Where the last watch ended without saying so, that end is recorded first.</summary>
    /// <exception cref="IOException">The proof could not be written.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (ledger.LastWatch is { Kind: LedgerKinds.Start } open)
        {
            var note = $"The watch started at {open.Time:O} ended without a record of its end; noticed at the next start.";
            await ledger.AppendAsync(LedgerKinds.Stop, "watch", new WatchBody(version, note).ToJson(), cancellationToken);
        }

        await ledger.AppendAsync(LedgerKinds.Start, "watch", new WatchBody(version, "").ToJson(), cancellationToken);
    }

    /// <summary>Records an orderly end.</summary>
    /// <exception cref="IOException">The proof could not be written.</exception>
    public Task StopAsync(string note, CancellationToken cancellationToken) =>
        ledger.AppendAsync(LedgerKinds.Stop, "watch", new WatchBody(version, note).ToJson(), cancellationToken);
}
