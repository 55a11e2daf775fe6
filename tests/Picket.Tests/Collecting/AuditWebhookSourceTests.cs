using System.Text;
using Microsoft.Extensions.Time.Testing;
using Picket.Core;
using Picket.Pipeline.Collecting.AuditWebhook;
using Xunit;

namespace Picket.Tests.Collecting;

public sealed class AuditWebhookSourceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_body_is_acknowledged_only_after_its_commit()
    {
        var source = Create();
        var answer = AcceptAsync(source, "{\"kind\":\"EventList\",\"items\":[]}");
        var batch = await FirstAsync(source);

        Assert.False(answer.IsCompleted);
        batch.Committed.SetResult(default);

        Assert.Equal(200, (await answer).Status);
        Assert.Equal(("hook", "prod", "10.0.0.9"), (batch.Source, batch.Cluster, batch.Entries[0].Origin));
    }

    [Fact]
    public async Task A_list_longer_than_a_line_of_a_file_may_be_is_handed_on_whole()
    {
        var source = Create(maxBodyBytes: 32 << 20);
        var answer = AcceptAsync(source, "{\"kind\":\"EventList\",\"items\":[\"" + new string('x', 20 << 20) + "\"]}");
        var batch = await FirstAsync(source);
        batch.Committed.SetResult(default);

        Assert.Equal(0, Assert.Single(batch.Entries).CutFrom);
        Assert.Equal(200, (await answer).Status);
    }

    [Fact]
    public async Task Events_line_by_line_are_one_entry_each()
    {
        var source = Create();
        var answer = AcceptAsync(source, "{\"a\":1}\n{\"a\":2}\nbroken");
        var batch = await FirstAsync(source);
        batch.Committed.SetResult(default);

        Assert.Equal(["{\"a\":1}", "{\"a\":2}", "broken"], batch.Entries.Select(e => Encoding.UTF8.GetString(e.Bytes.Span)));
        Assert.Equal(200, (await answer).Status);
    }

    [Fact]
    public async Task What_was_kept_of_all_batches_of_a_body_is_added_up()
    {
        var source = Create();
        var answer = source.AcceptAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{}\n", 5000)))), new("a.log", 10), "prod",
            TestContext.Current.CancellationToken);
        var first = await FirstAsync(source);
        first.Committed.SetResult(new(1, 2, 3, 4, 5));
        (await FirstAsync(source)).Committed.SetResult(new(10, 20, 30, 40, 50));

        Assert.Equal((200, new KeptCounts(11, 22, 33, 44, 55)), ((await answer).Status, (await answer).Counts));
        Assert.Equal(("a.log", 11L), (first.Entries[0].Origin, first.Entries[0].Line));
    }

    [Fact]
    public async Task A_body_whose_commit_fails_is_to_be_sent_again()
    {
        var source = Create();
        var answer = AcceptAsync(source, "{}");
        (await FirstAsync(source)).Committed.SetException(new IOException("disk full"));

        var outcome = await answer;
        Assert.Equal((503, TimeSpan.FromSeconds(5)), (outcome.Status, outcome.RetryAfter));
    }

    [Fact]
    public async Task A_commit_that_takes_too_long_is_to_be_sent_again()
    {
        var answer = AcceptAsync(Create(), "{}");

        while (!answer.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(21));
            await Task.Yield();
        }

        Assert.Equal(503, (await answer).Status);
    }

    [Fact]
    public async Task A_full_queue_refuses()
    {
        var source = Create(maxWaiting: 1);
        _ = AcceptAsync(source, "{}");

        var refused = await AcceptAsync(source, "{}");

        Assert.Equal(503, refused.Status);
        Assert.StartsWith("PKT2303", refused.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData(" \n", 400)]
    [InlineData("{\"a\":\"a body longer than the bound\"}", 413)]
    public async Task Bodies_that_hold_nothing_or_too_much_are_refused(string body, int status) =>
        Assert.Equal(status, (await AcceptAsync(Create(maxBodyBytes: 20), body)).Status);

    private AuditWebhookSource Create(int maxWaiting = 4, int maxBodyBytes = 1 << 20) =>
        new(new() { Name = "hook", MaxWaiting = maxWaiting, MaxBodyBytes = maxBodyBytes }, _time);

    private static Task<WebhookOutcome> AcceptAsync(AuditWebhookSource source, string body) => source.AcceptAsync(
        new MemoryStream(Encoding.UTF8.GetBytes(body)), new("10.0.0.9", 0), "prod", TestContext.Current.CancellationToken);

    private static async Task<EntryBatch> FirstAsync(AuditWebhookSource source)
    {
        await foreach (var batch in source.ReadAsync(new Dictionary<string, SourcePosition>(), TestContext.Current.CancellationToken))
            return batch;
        throw new InvalidOperationException("The source ended.");
    }
}
