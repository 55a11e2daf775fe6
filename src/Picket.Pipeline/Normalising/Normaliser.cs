using System.Text;
using Picket.Core;
using Picket.Pipeline.Normalising.Cards;
using Picket.Pipeline.Normalising.Envelopes;
using Picket.Pipeline.Normalising.Scope;
using Picket.Pipeline.Normalising.Secrets;

namespace Picket.Pipeline.Normalising;

/// <summary>
/// Turns entries into events: opens envelopes, masks card numbers, takes out secret values, reads audit events, judges
/// their scope. What cannot be understood is quarantined. One instance per stream; it is not safe for several threads.
/// </summary>
/// <param name="scope">What belongs to the cardholder data environment.</param>
/// <param name="time">The clock that says when an entry was received.</param>
/// <param name="newId">Makes ids of findings.</param>
public sealed class Normaliser(CdeScope scope, TimeProvider time, Func<string> newId)
{
    private readonly DiagnosticRecordReader _records = new();

    /// <summary>Normalises a batch. The events point into the batch's buffer; the result owns it.</summary>
    public EventBatch Normalise(EntryBatch batch)
    {
        var result = new EventBatch(batch);
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var entry in batch.Entries)
            Add(entry, new(result, now));
        return result;
    }

    private void Add(in Entry entry, in Sink sink)
    {
        if (entry.CutFrom > 0)
        {
            var problem = new EntryProblem("PKT2009", $"The entry has {entry.CutFrom} bytes; only its beginning was read.");
            Reject(entry, entry.Bytes, problem, sink);
            return;
        }

        var json = Trim(entry.Bytes);
        if (json.IsEmpty)
            return;
        json = Mended(json);
        var kind = EnvelopeSniffer.Sniff(json.Span);
        if (kind is EnvelopeKind.Event or EnvelopeKind.Record)
            AddOne(kind, json, entry, sink);
        else
            AddItems(kind, json, entry, sink);
    }

    private void AddItems(EnvelopeKind kind, ReadOnlyMemory<byte> json, in Entry entry, in Sink sink)
    {
        var items = EnvelopeItems.Split(json, kind, out var broken, out var problem);
        foreach (var item in items)
            AddOne(EnvelopeSniffer.Sniff(item.Span), item, entry, sink);
        if (problem.Code is not null)
            Reject(entry, broken, problem, sink);
    }

    private void AddOne(EnvelopeKind kind, ReadOnlyMemory<byte> json, in Entry entry, in Sink sink)
    {
        if (kind != EnvelopeKind.Record)
        {
            AddEvent(json, json, record: null, entry, sink);
            return;
        }

        if (!_records.TryRead(json.Span, out var record, out var problem))
            Reject(entry, json, problem, sink);
        else if (record.IsAudit)
            AddEvent(Mended(record.Log!.Value), json, record, entry, sink);
        else
            AddLine(record, sink);
    }

    private void AddEvent(
        ReadOnlyMemory<byte> json, ReadOnlyMemory<byte> whole, DiagnosticRecord? record, in Entry entry, in Sink sink)
    {
        IReadOnlyList<CardPlace>? cards = null;
        if (PanGuard.TryMaskJson(json, out var masked))
            (json, cards) = (masked.Bytes, masked.Cards);
        if (!AuditEventReader.TryRead(json, out var e, out var problem))
        {
            Reject(entry, whole, problem, sink);
            return;
        }

        if (SecretGuard.TryRedact(e, out var redacted) && !AuditEventReader.TryRead(redacted, out e, out problem))
            throw new InvalidOperationException($"Redacting broke an event: {problem.Reason}");

        e.Cluster = record is { Cluster.Length: > 0 } ? record.Cluster : sink.Batch.Origin.Cluster;
        e.PodName = record?.PodName ?? "";
        e.ReceivedTime = sink.Now;
        e.IsInCde = scope.Contains(e);
        sink.Batch.Events.Add(e);
        sink.Batch.EventsRead++;
        if (cards is not null)
            sink.Batch.Findings.Add(PanFinding.OfEvent(newId(), e, cards));
    }

    private void AddLine(DiagnosticRecord record, in Sink sink)
    {
        var text = record.Log!.Value.Span;
        var isMasked = PanGuard.TryMaskText(text, out var masked);
        var line = new ControlPlaneLine(
            record.Time == default ? sink.Now : record.Time, record.Category, Klog.Level(text),
            Encoding.UTF8.GetString(isMasked ? masked.Bytes.Span : text), record.PodName, record.Stream,
            record.Cluster.Length > 0 ? record.Cluster : sink.Batch.Origin.Cluster);
        sink.Batch.ControlPlane.Add(line);
        if (isMasked)
            sink.Batch.Findings.Add(PanFinding.OfLine(newId(), line, masked.Cards));
    }

    private void Reject(in Entry entry, ReadOnlyMemory<byte> bytes, EntryProblem problem, in Sink sink)
    {
        var length = Math.Max(entry.CutFrom, bytes.Length);
        var kept = Quarantine.Keep(sink.Now, sink.Batch.Origin.Source, entry, bytes, length, problem, out var cards);
        sink.Batch.Quarantined.Add(kept);
        if (cards.Count > 0)
            sink.Batch.Findings.Add(PanFinding.OfQuarantined(newId(), kept, cards));
    }

    // Within a diagnostic record the event's own escapes are escaped once more: both are mended, each in its turn.
    private static ReadOnlyMemory<byte> Mended(ReadOnlyMemory<byte> json) => SurrogateEscapes.TryMend(json, out var mended) ? mended : json;

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        return bytes.Span is [(byte)'{', .., (byte)'}'] ? bytes : bytes.Trim(" \t\r\n"u8);
    }

    /// <summary>Where the results go, and what time it is.</summary>
    private readonly record struct Sink(EventBatch Batch, DateTime Now);
}
