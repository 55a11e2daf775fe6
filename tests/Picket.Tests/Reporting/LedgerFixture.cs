using Microsoft.Extensions.Time.Testing;
using Picket.Pipeline.Reporting.Ledger;

namespace Picket.Tests.Reporting;

/// <summary>A ledger in a folder of its own.</summary>
internal sealed class LedgerFixture : IDisposable
{
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(ReportFixture.Now));

    public string Folder { get; } = Directory.CreateTempSubdirectory("picket-ledger-").FullName;

    public string LedgerPath => Path.Combine(Folder, EvidenceLedger.FileName);

    public Task<EvidenceLedger> OpenAsync(CancellationToken cancellationToken) =>
        EvidenceLedger.OpenAsync(Folder, Clock, cancellationToken);

    /// <summary>Opens, appends entries a second apart, and closes.</summary>
    public async Task FillAsync(int entries, CancellationToken cancellationToken)
    {
        using var ledger = await OpenAsync(cancellationToken);
        for (var i = 1; i <= entries; i++)
        {
            await ledger.AppendAsync("note", $"subject {i}", $$"""{"n":{{i}}}""", cancellationToken);
            Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
