using System.Runtime.CompilerServices;
using Picket.Core;

namespace Picket.Pipeline.Collecting.Stdin;

/// <summary>Reads entries from a stream that cannot be read again, such as standard input; it has no position.</summary>
/// <param name="name">The configured name.</param>
/// <param name="cluster">The cluster of entries that do not say so themselves.</param>
/// <param name="stream">The stream; it stays open.</param>
public sealed class StdinSource(string name, string cluster, Stream stream) : ISource
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Kind => "stdin";

    /// <inheritdoc/>
    public async IAsyncEnumerable<EntryBatch> ReadAsync(
        IReadOnlyDictionary<string, SourcePosition> saved, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new EntryReader("-", line: 0);
        int count;
        do
        {
            count = await stream.ReadAsync(reader.Free(), cancellationToken);
            reader.Advance(count);
            while (reader.Cut(isEnd: count == 0) is { } slice)
                yield return new(name, slice.Entries) { Cluster = cluster, Release = slice.Release };
        }
        while (count > 0);
    }
}
