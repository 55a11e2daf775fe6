using System.Runtime.CompilerServices;
using Picket.Core;
using Picket.Pipeline.Collecting;
using Picket.Pipeline.Collecting.AuditFile;

namespace Picket.Ingesting;

/// <summary>Reads audit files to their ends, as a source of kind <c>auditFile</c> does, and cuts them into pieces.</summary>
/// <param name="paths">The files.</param>
/// <param name="time">For waiting.</param>
/// <param name="report">Told of each file that cannot be read.</param>
/// <param name="refuse">Told of each entry that is too long to be read whole, and is left out.</param>
internal sealed class FilePieces(IReadOnlyList<string> paths, TimeProvider time, Action<SourceProblem> report, Action<Entry> refuse)
{
    /// <summary>The most bytes of a piece, unless one entry is longer.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private static readonly Dictionary<string, SourcePosition> FromTheStart = [];

    /// <summary>The pieces, each file's in order.</summary>
    public async IAsyncEnumerable<Piece> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var options = new AuditFileOptions { Name = "ingest", Paths = [.. paths.Select(Path.GetFullPath)], Follow = false };
        var source = new AuditFileSource(options, time, report);
        var cutter = new PieceCutter(MaxBytes);
        await foreach (var batch in source.ReadAsync(FromTheStart, cancellationToken))
        {
            using (batch)
            {
                foreach (var entry in batch.Entries)
                {
                    if (entry.CutFrom > 0)
                        refuse(entry);
                    else if (!IsBlank(entry) && cutter.Add(entry) is { } full)
                        yield return full;
                }
            }
        }

        if (cutter.Take() is { } last)
            yield return last;
    }

    private static bool IsBlank(in Entry entry) => entry.Bytes.Span.IndexOfAnyExcept(" \t\r"u8) < 0;
}
