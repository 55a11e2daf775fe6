using System.Diagnostics;
using Picket.Core;
using Picket.Web.Api.Client;

namespace Picket.Ingesting;

/// <summary>Loads audit files through the server that runs on the data folder, which owns its store.</summary>
/// <param name="server">The server.</param>
/// <param name="services">Where warnings go, and the clock.</param>
internal sealed class ServerIngest(ApiClient server, CliServices services)
{
    /// <summary>Loads them all; <c>IsWhole</c> is false where an entry had to be left out.</summary>
    public async Task<(IngestSummary Summary, bool IsWhole)> RunAsync(
        IReadOnlyList<string> files, IProgress<IngestProgress> progress, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var isWhole = true;
        var sum = new KeptCounts();
        var pieces = new FilePieces(files, services.Time, p => Warn($"{p.Code}: {p.Where}: {p.Message}"), Refuse);
        await new PieceSender(server, services.Time).SendAsync(
            pieces.ReadAsync(cancellationToken),
            (piece, counts) =>
            {
                sum = sum.Add(counts);
                progress.Report(new(piece.Origin, sum.EventsRead, 0, 0));
            },
            cancellationToken);
        return (new(sum.EventsRead, sum.Stored, sum.Duplicates, sum.Quarantined, sum.Findings, watch.Elapsed.TotalSeconds), isWhole);

        void Refuse(Entry entry)
        {
            isWhole = false;
            Warn($"PKT7022: {entry.Origin}:{entry.Line}: The entry has {entry.CutFrom} bytes, too many for the running server. " +
                "It was left out; stop the server and load the file again, and its beginning is kept in quarantine.");
        }
    }

    private void Warn(string message) => services.Terminal.Error.WriteLine($"warning: {Output.Printable.Of(message)}");
}
