using System.Runtime.CompilerServices;
using Picket.Core;

namespace Picket.Pipeline.Collecting.AuditFile;

/// <summary>
/// Reads audit log files from where they were left, and goes on as they grow, rotate and are compressed. Positions are
/// keyed by the file's identity. Files that cannot be read are reported and tried again; the others go on.
/// </summary>
/// <param name="options">Which files, and how.</param>
/// <param name="time">The clock that waiting is measured with.</param>
/// <param name="report">Told of each problem once until it changes.</param>
public sealed class AuditFileSource(AuditFileOptions options, TimeProvider time, Action<SourceProblem> report) : ISource
{
    // One busy file must not keep the others waiting.
    private const int MaxBatchesPerTurn = 16;

    /// <inheritdoc/>
    public string Name => options.Name;

    /// <inheritdoc/>
    public string Kind => "auditFile";

    /// <inheritdoc/>
    public async IAsyncEnumerable<EntryBatch> ReadAsync(
        IReadOnlyDictionary<string, SourcePosition> saved, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var files = new FileSet(options, time, new ProblemLog(options.Name, report), saved);
        var nextSearch = time.GetTimestamp();
        while (true)
        {
            if (time.GetElapsedTime(nextSearch) >= TimeSpan.Zero)
            {
                files.Search();
                nextSearch = time.GetTimestamp() + (long)(options.SearchInterval.TotalSeconds * time.TimestampFrequency);
            }

            var isIdle = true;
            foreach (var tail in files.Readable())
            {
                for (var turn = 0; turn < MaxBatchesPerTurn && files.Read(tail) is { } batch; turn++)
                {
                    isIdle = false;
                    yield return batch;
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }

            files.Close();
            if (isIdle && !options.Follow && files.IsEmpty)
                yield break;
            if (isIdle)
                await Task.Delay(options.PollInterval, time, cancellationToken);
        }
    }
}
