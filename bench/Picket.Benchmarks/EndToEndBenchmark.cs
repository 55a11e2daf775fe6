using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Picket.Core;
using Picket.Pipeline;
using Picket.Pipeline.Collecting;
using Picket.Pipeline.Detecting;
using Picket.Pipeline.Normalising;
using Picket.Pipeline.Normalising.Scope;
using Picket.Pipeline.Storing;
using Picket.Storage.DuckDb;

namespace Picket.Benchmarks;

/// <summary>The whole way on the whole machine: parse, card guard, all shipped rules, dedupe, commit to disk, sealing included.</summary>
internal static class EndToEndBenchmark
{
    public static async Task RunAsync(string corpusDirectory, string rulesDirectory, TextWriter output)
    {
        var corpus = AuditCorpus.Load(corpusDirectory, meanBytes: 1200);
        var tokens = Tokenise(corpus);
        await RunOnceAsync(corpus, rulesDirectory, rounds: 1, null);
        var run = await RunOnceAsync(corpus, rulesDirectory, rounds: 6, null);
        output.WriteLine($"end to end, {corpus.MeanBytes:F0} B/event: {run.EventsPerSecond:F0} events/s wall, {run.EventsPerCpuSecond:F0} per CPU-second, "
            + $"{run.EventsPerSecond / tokens:F3} of bare tokenising on one core ({tokens:F0}/s); {run.Findings} findings, peak {run.PeakMegabytes} MB");
        var whole = AuditCorpus.Load(corpusDirectory, meanBytes: null);
        run = await RunOnceAsync(whole, rulesDirectory, rounds: 2, null);
        output.WriteLine($"end to end, {whole.MeanBytes:F0} B/event: {run.EventsPerSecond:F0} events/s wall; sealed {run.SealedBytesPerEvent:F1} B/event");
        run = await RunOnceAsync(corpus, rulesDirectory, rounds: 1, eventsPerSecond: 5000);
        output.WriteLine($"at {run.EventsPerSecond:F0} events/s: kept within p50 {run.Latency(0.5):F0} ms, p99 {run.Latency(0.99):F0} ms, max {run.Latency(1):F0} ms of arrival; peak {run.PeakMegabytes} MB");
    }

    private static double Tokenise(AuditCorpus corpus)
    {
        var best = 0.0;
        for (var round = 0; round < 3; round++)
        {
            var watch = Stopwatch.StartNew();
            foreach (var line in corpus.Lines)
            {
                var reader = new Utf8JsonReader(line.Span);
                while (reader.Read())
                {
                }
            }

            best = Math.Max(best, corpus.Lines.Count / watch.Elapsed.TotalSeconds);
        }

        return best;
    }

    private static async Task<Run> RunOnceAsync(AuditCorpus corpus, string rulesDirectory, int rounds, double? eventsPerSecond)
    {
        var directory = Directory.CreateTempSubdirectory("picket-bench-").FullName;
        try
        {
            return await MeasureAsync(corpus, rulesDirectory, rounds, eventsPerSecond, directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<Run> MeasureAsync(AuditCorpus corpus, string rulesDirectory, int rounds, double? eventsPerSecond, string directory)
    {
        var clock = TimeProvider.System;
        await using var store = DuckDbStore.Open(new DuckDbOptions { Directory = directory }, clock);
        var rules = RuleSet.Load([rulesDirectory], out _);
        var run = new Run();
        using var keeper = new Keeper(store, (found, _, _) => run.Count(found), (batch, _) => run.Note(batch, clock), clock, NullLogger<Keeper>.Instance);
        var journey = new Journey(
            [new CorpusSource(corpus, rounds, eventsPerSecond, clock)], new Understanding(new Normaliser(CdeScope.None, clock, NewId), new Detector(rules, NewId), clock, NullLogger<Understanding>.Instance),
            new Deduplicator(store.ReadEventKeysAsync), keeper,
            new SourceWatch(_ => TimeSpan.FromHours(1), clock, NewId), store, clock, NullLogger<Journey>.Instance);

        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (watch, cpu) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        await journey.RunAsync(CancellationToken.None);
        run.Seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        run.CpuSeconds = (process.TotalProcessorTime - cpu).TotalSeconds;
        run.PeakMegabytes = process.PeakWorkingSet64 >> 20;
        var status = await store.ReadStatusAsync(CancellationToken.None);
        run.Events = status.AuditEvents;
        run.SealedBytesPerEvent = status.SealedBytes / (double)Math.Max(1, status.AuditEvents - status.HotEvents);
        return run;
    }

    private static string NewId() => Guid.NewGuid().ToString("N");

    private sealed class Run
    {
        private readonly List<double> _latencies = [];

        public long Events { get; set; }

        public long Findings { get; set; }

        public double Seconds { get; set; }

        public double CpuSeconds { get; set; }

        public double SealedBytesPerEvent { get; set; }

        public long PeakMegabytes { get; set; }

        public double EventsPerSecond => Events / Seconds;

        public double EventsPerCpuSecond => Events / CpuSeconds;

        public double Latency(double quantile) => _latencies.Order().ElementAt((int)((_latencies.Count - 1) * quantile));

        public Task Count(IReadOnlyList<Finding> findings)
        {
            Findings += findings.Count;
            return Task.CompletedTask;
        }

        // Arrival to the end of the transaction: measured when the sender is told.
        public void Note(EventBatch batch, TimeProvider clock)
        {
            var arrived = batch.Events.Count > 0 ? batch.Events[0].ReceivedTime : clock.GetUtcNow().UtcDateTime;
            batch.Origin.Committed.Task.ContinueWith(
                _ => _latencies.Add((clock.GetUtcNow().UtcDateTime - arrived).TotalMilliseconds),
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
