namespace Picket.Core;

/// <summary>Where entries come from. One instance per configured source.</summary>
public interface ISource
{
    /// <summary>Its configured name.</summary>
    string Name { get; }

    /// <summary>Its kind, as configuration spells it: <c>auditFile</c>, <c>auditWebhook</c>, <c>stdin</c>.</summary>
    string Kind { get; }

    /// <summary>
    /// Reads from where the saved positions end, until the source ends or is cancelled. A batch is bounded in bytes; the
    /// source goes on reading before a batch is committed and reads nothing twice.
    /// </summary>
    IAsyncEnumerable<EntryBatch> ReadAsync(
        IReadOnlyDictionary<string, SourcePosition> saved, CancellationToken cancellationToken);
}
