using System.Text;
using Picket.Core;
using Picket.Pipeline.Normalising;

namespace Picket.Tests.Normalising;

public sealed class DeduplicatorTests
{
    private const string Id = "6b5f3ad8-5f7e-4c40-9d4b-a1b2c3d4e5f6";

    private static readonly DateTime Noon = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    private readonly List<(EventKey Key, DateTime Time)> _kept = [];
    private int _reads;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_event_in_one_batch_and_in_the_next_is_left_out()
    {
        var deduplicator = new Deduplicator(ReadAsync);
        var first = Batch(Event(Id, Noon), Event(Id, Noon));
        var second = Batch(Event(Id, Noon), Event("another", Noon));

        await deduplicator.RemoveAsync(first, Token);
        await deduplicator.RemoveAsync(second, Token);

        Assert.Equal((1, 1), (first.Events.Count, first.Duplicates));
        Assert.Equal((1, 1), (second.Events.Count, second.Duplicates));
        Assert.Empty(first.Conflicting);
    }

    [Fact]
    public async Task Audit_ids_that_differ_in_a_single_digit_are_different_events()
    {
        var events = Enumerable.Range(0, Id.Length).Where(at => Id[at] != '-')
            .SelectMany(at => "0123456789abcdef".Select(digit => string.Concat(Id.AsSpan(0, at), digit.ToString(), Id.AsSpan(at + 1))))
            .Distinct().Select(id => Event(id, Noon)).ToArray();
        var batch = Batch(events);

        await new Deduplicator(ReadAsync).RemoveAsync(batch, Token);

        Assert.Equal((32 * 15) + 1, batch.Events.Count);
        Assert.Empty(batch.Conflicting);
    }

    [Fact]
    public async Task Another_stage_of_the_same_request_is_another_event()
    {
        var batch = Batch(Event(Id, Noon), Event(Id, Noon, "ResponseStarted"));

        await new Deduplicator(ReadAsync).RemoveAsync(batch, Token);

        Assert.Equal(2, batch.Events.Count);
    }

    [Fact]
    public async Task A_request_that_borrows_an_audit_id_is_set_apart_not_lost()
    {
        var batch = Batch(Event(Id, Noon), Event(Id, Noon.AddMilliseconds(7)));

        await new Deduplicator(ReadAsync).RemoveAsync(batch, Token);

        Assert.Single(batch.Events);
        Assert.Equal(Noon.AddMilliseconds(7), Assert.Single(batch.Conflicting).StageReceivedTime);
        Assert.Equal(1, batch.Duplicates);
    }

    [Fact]
    public async Task What_was_found_in_an_event_is_not_told_again_with_its_duplicate()
    {
        var deduplicator = new Deduplicator(ReadAsync);
        await deduplicator.RemoveAsync(Batch(Event(Id, Noon)), Token);
        var again = Batch(Event(Id, Noon), Event("new", Noon));
        again.Findings.AddRange([Found(Id), Found("new"), Found("")]);

        await deduplicator.RemoveAsync(again, Token);

        Assert.Equal(["new", ""], again.Findings.Select(f => f.AuditId));
    }

    [Fact]
    public async Task What_the_store_holds_is_read_back_once_a_minute_of_events()
    {
        var known = Event(Id, Noon);
        _kept.Add((EventKey.Of(known.AuditId.Span, known.Stage), Noon));
        var deduplicator = new Deduplicator(ReadAsync);
        var batch = Batch(known, Event("b", Noon.AddSeconds(1)), Event("c", Noon.AddMinutes(1)));

        await deduplicator.RemoveAsync(batch, Token);
        await deduplicator.RemoveAsync(Batch(Event("d", Noon.AddSeconds(2))), Token);

        Assert.Equal(2, batch.Events.Count);
        Assert.Empty(batch.Conflicting);
        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task When_reading_back_fails_nothing_is_remembered_and_the_call_can_be_made_again()
    {
        var fails = true;
        var deduplicator = new Deduplicator((from, to, token) =>
            fails && from == Noon.AddMinutes(1) ? throw new StoreUnavailableException("full", null) : ReadAsync(from, to, token));
        var batch = Batch(Event("a", Noon), Event("b", Noon.AddMinutes(1)));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => deduplicator.RemoveAsync(batch, Token));
        fails = false;
        await deduplicator.RemoveAsync(batch, Token);

        Assert.Equal(2, batch.Events.Count);
    }

    private Task<IReadOnlyCollection<(EventKey Key, DateTime Time)>> ReadAsync(DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        _reads++;
        return Task.FromResult<IReadOnlyCollection<(EventKey Key, DateTime Time)>>(
            [.. _kept.Where(k => k.Time >= from && k.Time < to)]);
    }

    private static EventBatch Batch(params AuditEvent[] events)
    {
        var batch = new EventBatch(new EntryBatch("test", []));
        batch.Events.AddRange(events);
        return batch;
    }

    private static Finding Found(string auditId) => new()
    {
        Id = "f", Rule = new("picket-pan-in-log"), Title = "t", Severity = Severity.High, Time = Noon, Entity = "e", Summary = "s", AuditId = auditId,
    };

    private static AuditEvent Event(string auditId, DateTime time, string stage = "ResponseComplete")
    {
        var json = $$"""{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"{{auditId}}","stage":"{{stage}}","verb":"get","stageTimestamp":"{{time:O}}"}""";
        Assert.True(AuditEventReader.TryRead(Encoding.UTF8.GetBytes(json), out var e, out var problem), problem.Reason);
        return e;
    }
}
