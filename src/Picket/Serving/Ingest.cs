using System.Collections.Frozen;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Picket.Core;
using Picket.Pipeline.Collecting;
using Picket.Pipeline.Collecting.AuditFile;
using Picket.Terminals;

namespace Picket.Serving;

/// <summary>Loads audit files into a data folder without a server.</summary>
internal sealed class Ingest(Terminal terminal, TimeProvider clock)
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(250);

    public async Task<IngestSummary> RunAsync(IngestRequest request, IProgress<IngestProgress> progress, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var settings = Settings.Load(request.Target);
        await using var house = await LocalPicket.OpenHouseAsync(settings, NullLoggerFactory.Instance, clock, cancellationToken);
        foreach (var problem in house.Problems)
            terminal.Error.WriteLine($"warning: {problem}");

        var files = request.Files.Select(Path.GetFullPath).ToList();
        var options = new AuditFileOptions { Name = "ingest", Paths = files, Follow = false };
        var journey = house.CreateJourney([new FromTheStart(new AuditFileSource(options, clock, Tell))]);
        var total = files.Sum(f => new FileInfo(f).Length);
        var running = journey.RunAsync(cancellationToken);
        while (!running.IsCompleted)
        {
            progress.Report(new(files[0], Read(house), 0, total));
            await Task.WhenAny(running, Task.Delay(ReportInterval, clock, CancellationToken.None));
        }

        await running;
        cancellationToken.ThrowIfCancellationRequested();
        await house.Store.MaintainAsync(cancellationToken);
        var after = house.Watch.Sources is [var source, ..] ? source : null;
        return new(
            after?.EventsRead ?? 0, after?.Stored ?? 0, after?.Duplicates ?? 0, after?.Quarantined ?? 0,
            house.Findings, watch.Elapsed.TotalSeconds);
    }

    private static long Read(House house) => house.Watch.Sources.Sum(s => s.EventsRead);

    private void Tell(SourceProblem problem) =>
        terminal.Error.WriteLine($"warning: {problem.Code}: {problem.Where}: {problem.Message}");

    /// <summary>Reads again what was read before, because somebody asked for it: what is kept already counts as duplicates.</summary>
    private sealed class FromTheStart(ISource source) : ISource
    {
        private static readonly FrozenDictionary<string, SourcePosition> Nowhere = FrozenDictionary<string, SourcePosition>.Empty;

        public string Name => source.Name;

        public string Kind => source.Kind;

        public IAsyncEnumerable<EntryBatch> ReadAsync(
            IReadOnlyDictionary<string, SourcePosition> saved, CancellationToken cancellationToken) => source.ReadAsync(Nowhere, cancellationToken);
    }
}
