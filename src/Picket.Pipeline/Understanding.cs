using Microsoft.Extensions.Logging;
using Picket.Core;
using Picket.Pipeline.Detecting;
using Picket.Pipeline.Normalising;

namespace Picket.Pipeline;

/// <summary>
/// The door before normalising and detecting: whatever an entry does to them, the watch goes on. An entry that cannot be
/// read because of a fault of ours is quarantined like a malformed one, and the rest of its batch is read.
/// </summary>
public sealed class Understanding(Normaliser normaliser, Detector detector, TimeProvider clock, ILogger<Understanding> logger)
{
    private static readonly EntryProblem OurFault = new("PKT2099", "A fault in Picket kept the entry from being read. Please report it.");

    /// <summary>Normalises a batch.</summary>
    public EventBatch Read(EntryBatch entries)
    {
        try
        {
            return normaliser.Normalise(entries);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.ReadingFailed(logger, entries.Source, entries.Entries.Count, exception);
            return ReadOneByOne(entries);
        }
    }

    /// <summary>Adds the findings of every event, those that borrow an audit id too.</summary>
    public void Judge(EventBatch batch)
    {
        foreach (var auditEvent in batch.Events.Concat(batch.Conflicting))
        {
            try
            {
                detector.Evaluate(auditEvent, batch.Findings);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.JudgingFailed(logger, batch.Origin.Source, exception);
            }
        }
    }

    private EventBatch ReadOneByOne(EntryBatch entries)
    {
        var whole = new EventBatch(entries);
        foreach (var entry in entries.Entries)
        {
            try
            {
                whole.Add(normaliser.Normalise(new EntryBatch(entries.Source, [entry]) { Cluster = entries.Cluster }));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                whole.Quarantined.Add(Quarantine.Keep(
                    clock.GetUtcNow().UtcDateTime, entries.Source, entry, entry.Bytes, entry.Bytes.Length, OurFault, out _));
            }
        }

        return whole;
    }
}
