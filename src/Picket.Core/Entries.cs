namespace Picket.Core;

/// <summary>
/// What arrived: the bytes of one line or body, not yet understood. <see cref="Line"/> counts from 1 within
/// <see cref="Origin"/> (a file's path, or a peer's address) and is 0 where lines have no meaning.
/// </summary>
public readonly record struct Entry(ReadOnlyMemory<byte> Bytes, string Origin, long Line)
{
    /// <summary>How many bytes it really had, where the source kept only its beginning; otherwise 0.</summary>
    public long CutFrom { get; init; }
}

/// <summary>How far a source has been read, in the source's own words (JSON); opaque to everybody else.</summary>
public readonly record struct SourcePosition(string Value);

/// <summary>
/// Entries read together. <see cref="Positions"/> (by position key, for example one per file) become durable in the same
/// transaction as the rows made from the entries; then <see cref="Committed"/> completes. Disposing gives the buffer back.
/// </summary>
public sealed class EntryBatch(string source, IReadOnlyList<Entry> entries) : IDisposable
{
    /// <summary>The configured name of the source.</summary>
    public string Source { get; } = source;

    /// <summary>The cluster the entries belong to where they do not say so themselves.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>The entries, in order.</summary>
    public IReadOnlyList<Entry> Entries { get; } = entries;

    /// <summary>Positions to save with the rows.</summary>
    public IReadOnlyDictionary<string, SourcePosition> Positions { get; init; } =
        System.Collections.Frozen.FrozenDictionary<string, SourcePosition>.Empty;

    /// <summary>Completes with what was kept when the rows are durable; fails when the batch was given up at shutdown.</summary>
    public TaskCompletionSource<KeptCounts> Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gives the buffer back; set by the source that rented it.</summary>
    public Action? Release { get; init; }

    /// <inheritdoc/>
    public void Dispose() => Release?.Invoke();
}

/// <summary>An entry that could not be understood: kept with its reason, never dropped.</summary>
/// <param name="Time">When it arrived (UTC).</param>
/// <param name="Source">The source's configured name.</param>
/// <param name="Origin">File path or peer.</param>
/// <param name="Line">Line within the origin, from 1; 0 where lines have no meaning.</param>
/// <param name="Code">Stable error code, for example <c>PKT2001</c>.</param>
/// <param name="Reason">One sentence: what was found and where.</param>
/// <param name="Raw">The bytes, masked and cut to <see cref="MaxRawBytes"/>.</param>
/// <param name="Length">How long the entry really was, in bytes.</param>
public sealed record QuarantinedEntry(
    DateTime Time, string Source, string Origin, long Line, string Code, string Reason, ReadOnlyMemory<byte> Raw, long Length)
{
    /// <summary>The most bytes of an entry that quarantine keeps.</summary>
    public const int MaxRawBytes = 64 * 1024;
}

/// <summary>One line of a control-plane component other than the audit log (klog text), as AKS delivers it.</summary>
/// <param name="Time">The record's time (UTC).</param>
/// <param name="Category">The diagnostic category, for example <c>kube-scheduler</c>.</param>
/// <param name="Level">ERROR, WARNING, INFO, FATAL, or empty when the text has no klog prefix.</param>
/// <param name="Message">The text, masked, without its final newline.</param>
/// <param name="PodName">The pod that wrote it.</param>
/// <param name="Stream">stdout or stderr.</param>
/// <param name="Cluster">Azure resource id of the cluster.</param>
public sealed record ControlPlaneLine(
    DateTime Time, string Category, string Level, string Message, string PodName, string Stream, string Cluster);
