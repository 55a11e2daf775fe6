using System.Runtime.CompilerServices;
using System.Text;
using Picket.Core;

namespace Picket.Benchmarks;

/// <summary>Plays the corpus several times over, each time with other audit ids, in batches as a file source makes them.</summary>
internal sealed class CorpusSource(AuditCorpus corpus, int rounds, double? eventsPerSecond, TimeProvider clock) : ISource
{
    private const int BatchBytes = 1 << 20;

    private static readonly byte[] AuditId = Encoding.ASCII.GetBytes("\"auditID\":\"");

    public string Name => "corpus";

    public string Kind => "benchmark";

    public async IAsyncEnumerable<EntryBatch> ReadAsync(
        IReadOnlyDictionary<string, SourcePosition> saved, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        long sent = 0;
        for (var round = 0; round < rounds; round++)
        {
            for (var next = 0; next < corpus.Lines.Count;)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var limit = eventsPerSecond is { } rate ? (int)Math.Max(1, rate / 20) : int.MaxValue;
                var batch = Batch(round, ref next, limit);
                sent += batch.Entries.Count;
                yield return batch;
                if (eventsPerSecond is { } pace && TimeSpan.FromSeconds(sent / pace) - clock.GetElapsedTime(started) is { Ticks: > 0 } wait)
                    await Task.Delay(wait, clock, cancellationToken);
            }
        }
    }

    private EntryBatch Batch(int round, ref int next, int limit)
    {
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(BatchBytes);
        var entries = new List<Entry>();
        var used = 0;
        for (; next < corpus.Lines.Count && entries.Count < limit; next++)
        {
            var line = corpus.Lines[next];
            if (used + line.Length > buffer.Length)
                break;
            line.CopyTo(buffer.AsMemory(used));
            var id = buffer.AsSpan(used, line.Length).IndexOf(AuditId) + AuditId.Length;
            Encoding.ASCII.GetBytes(round.ToString("x8", null), buffer.AsSpan(used + id, 8));
            entries.Add(new Entry(buffer.AsMemory(used, line.Length), Name, next + 1));
            used += line.Length;
        }

        return new EntryBatch(Name, entries) { Cluster = "bench", Release = () => System.Buffers.ArrayPool<byte>.Shared.Return(buffer) };
    }
}
