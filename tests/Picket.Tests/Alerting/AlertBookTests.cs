using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Picket.Core;
using Picket.Pipeline.Alerting;
using Xunit;

namespace Picket.Tests.Alerting;

public sealed class AlertBookTests
{
    private readonly MemoryStore _store = new();
    private readonly FakeTimeProvider _time = new(Sample.Start);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Findings_of_one_rule_on_one_entity_are_one_alert()
    {
        using var book = await OpenAsync(Sample.Options());

        await ApplyAsync(book, Sample.Finding(minute: 5), Sample.Finding(minute: 1), Sample.Finding(minute: 9));

        var alert = Assert.Single(_store.Alerts());
        Assert.Equal((3, Sample.Minute(1), Sample.Minute(9)), (alert.Count, alert.First, alert.Last));
        Assert.Equal("alice ran a command in pod web-9.", alert.Summary);
        Assert.Equal(3, (await _store.ReadFindingsAsync(alert.Id, 10, Cancellation)).Count);
    }

    [Fact]
    public async Task Another_entity_rule_or_cluster_is_another_alert()
    {
        using var book = await OpenAsync(Sample.Options());

        await ApplyAsync(book, Sample.Finding(), Sample.Finding("bob"), Sample.Finding(rule: "r2"), Sample.Finding(cluster: "c2"));

        Assert.Equal(4, _store.Alerts().Select(a => a.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_quiet_day_opens_a_new_alert_and_leaves_the_old_one_as_it_is()
    {
        using var book = await OpenAsync(Sample.Options());

        await ApplyAsync(book, Sample.Finding(), Sample.Finding(minute: 24 * 60), Sample.Finding(minute: (48 * 60) + 1));

        Assert.Equal([2L, 1L], _store.Alerts().Select(a => a.Count));
        Assert.All(_store.Alerts(), alert => Assert.Equal(AlertState.Open, alert.State));
    }

    [Fact]
    public async Task A_late_finding_joins_the_alert_it_came_too_late_for()
    {
        using var book = await OpenAsync(Sample.Options());

        await ApplyAsync(book, Sample.Finding(minute: 0), Sample.Finding(minute: -3000));

        Assert.Equal(Sample.Minute(-3000), Assert.Single(_store.Alerts()).First);
    }

    [Fact]
    public async Task The_highest_severity_counts_and_a_rise_is_told_once()
    {
        using var book = await OpenAsync(Sample.Options(Sample.Output()));

        await ApplyAsync(book, Sample.Finding());
        await ApplyAsync(book, Sample.Finding(minute: 1, severity: Severity.Critical));
        await ApplyAsync(book, Sample.Finding(minute: 2, severity: Severity.Low));

        Assert.Equal(Severity.Critical, Assert.Single(_store.Alerts()).Severity);
        Assert.Equal(["raised", "severity-raised"], Reasons());
    }

    [Fact]
    public async Task A_batch_that_raises_and_worsens_an_alert_is_one_message()
    {
        using var book = await OpenAsync(Sample.Options(Sample.Output()));

        await ApplyAsync(book, Sample.Finding(), Sample.Finding(minute: 1, severity: Severity.High));

        Assert.Equal(["raised"], Reasons());
    }

    [Fact]
    public async Task A_change_is_remembered_with_who_when_and_why_and_told_to_the_outputs()
    {
        using var book = await OpenAsync(Sample.Options(Sample.Output()));
        await ApplyAsync(book, Sample.Finding());
        _time.Advance(TimeSpan.FromMinutes(7));

        var alert = await ChangeAsync(book, AlertState.Acknowledged, "dana", "looking");

        Assert.Equal(AlertState.Acknowledged, alert!.State);
        Assert.Equal([new AlertChange(Sample.Minute(7), AlertState.Acknowledged, "dana", "looking")], alert.History);
        Assert.Equal(["raised", "acknowledged"], Reasons());
    }

    [Fact]
    public async Task A_note_on_an_unchanged_state_is_kept_and_told_to_nobody()
    {
        using var book = await OpenAsync(Sample.Options(Sample.Output()));
        await ApplyAsync(book, Sample.Finding());

        var alert = await ChangeAsync(book, AlertState.Open, "dana", "expected during the release");

        Assert.Equal("expected during the release", Assert.Single(alert!.History).Note);
        Assert.Equal(["raised"], Reasons());
    }

    [Fact]
    public async Task Findings_join_an_acknowledged_alert_but_open_a_new_one_after_closing()
    {
        using var book = await OpenAsync(Sample.Options());
        await ApplyAsync(book, Sample.Finding());

        await ChangeAsync(book, AlertState.Acknowledged, "dana", "");
        await ApplyAsync(book, Sample.Finding(minute: 1));
        await ChangeAsync(book, AlertState.Closed, "dana", "agreed change");
        await ApplyAsync(book, Sample.Finding(minute: 2));

        Assert.Equal(
            [(AlertState.Closed, 2L), (AlertState.Open, 1L)], _store.Alerts().Select(a => (a.State, a.Count)));
    }

    [Fact]
    public async Task Changing_an_unknown_alert_says_so()
    {
        using var book = await OpenAsync(Sample.Options());

        Assert.Null(await book.ChangeAsync("nothing", AlertState.Closed, "dana", "", new(), Cancellation));
    }

    [Fact]
    public async Task After_a_restart_findings_join_the_alerts_of_before()
    {
        using (var before = await OpenAsync(Sample.Options()))
            await ApplyAsync(before, Sample.Finding());

        using var after = await OpenAsync(Sample.Options());
        await ApplyAsync(after, Sample.Finding(minute: 1));

        Assert.Equal(2, Assert.Single(_store.Alerts()).Count);
    }

    [Fact]
    public async Task An_alert_that_left_memory_is_read_again()
    {
        using var book = await OpenAsync(Sample.Options() with { MaxCachedAlerts = 3 });
        foreach (var entity in new[] { "a", "b", "c", "d", "e" })
            await ApplyAsync(book, Sample.Finding(entity));

        await ApplyAsync(book, Sample.Finding("a", 1), Sample.Finding("e", 1));
        await ChangeAsync(book, AlertState.Closed, "dana", "", "b");

        Assert.Equal(5, _store.Alerts().Count);
        Assert.Equal(["a", "e"], _store.Alerts().Where(a => a.Count == 2).Select(a => a.Entity).Order());
        Assert.Equal("b", Assert.Single(_store.Alerts(), a => a.State == AlertState.Closed).Entity);
    }

    [Fact]
    public async Task The_same_findings_make_the_same_alerts_and_deliveries()
    {
        var options = Sample.Options(Sample.Output());
        var other = new MemoryStore();
        Finding[] findings = [.. Enumerable.Range(0, 200).Select(i => Sample.Finding($"e{i % 7}", i * 40))];
        using var first = await OpenAsync(options);
        using var second = await AlertBook.LoadAsync(other, options, _time, Cancellation);

        await ApplyAsync(first, findings);
        var batch = new StoreBatch();
        await second.ApplyAsync(findings, batch, Cancellation);
        await other.CommitAsync(batch, Cancellation);

        Assert.Equal(_store.Alerts().Select(a => (a.Id, a.Count)), other.Alerts().Select(a => (a.Id, a.Count)));
        Assert.Equal(_store.Deliveries().Select(d => d.Id), other.Deliveries().Select(d => d.Id));
    }

    [Fact]
    public async Task An_output_hears_only_of_what_is_severe_enough_for_it()
    {
        using var book = await OpenAsync(Sample.Options(
            Sample.Output("all"), Sample.Output("pager") with { MinSeverity = Severity.High }));

        await ApplyAsync(book, Sample.Finding("a"), Sample.Finding("b", severity: Severity.Critical));

        Assert.Equal(["all", "all", "pager"], _store.Deliveries().Select(d => d.Output).Order());
    }

    [Fact]
    public async Task A_flood_is_stored_whole_and_told_in_one_summary()
    {
        using var book = await OpenAsync(Sample.Options(Sample.Output()) with { FloodLimit = 5 });

        for (var i = 0; i < 300; i++)
            await ApplyAsync(book, Sample.Finding($"e{i}", severity: i == 250 ? Severity.High : Severity.Medium));

        Assert.Equal(300, _store.Alerts().Count);
        Assert.Equal(6, _store.Deliveries().Count);
        using var summary = JsonDocument.Parse(Assert.Single(_store.Deliveries(), d => d.Id.Contains("summary")).Payload);
        var told = summary.RootElement.GetProperty("summary");
        Assert.Equal((295, "high", 100), (
            told.GetProperty("count").GetInt32(), told.GetProperty("severity").GetString(),
            told.GetProperty("alerts").GetArrayLength()));
    }

    [Fact]
    public async Task A_new_minute_is_told_one_by_one_again()
    {
        using var book = await OpenAsync(Sample.Options(Sample.Output()) with { FloodLimit = 1 });
        await ApplyAsync(book, Sample.Finding("a"), Sample.Finding("b"));

        _time.Advance(TimeSpan.FromMinutes(1));
        await ApplyAsync(book, Sample.Finding("c"));

        Assert.Equal(["raised", "raised", "summary"], Reasons().Order());
    }

    [Fact]
    public async Task Deliveries_of_one_batch_have_an_order()
    {
        using var book = await OpenAsync(Sample.Options(Sample.Output()));

        await ApplyAsync(book, [.. Enumerable.Range(0, 10).Select(i => Sample.Finding($"e{i}"))]);

        Assert.Equal(10, _store.Deliveries().Select(d => d.Created).Distinct().Count());
    }

    [Fact]
    public async Task A_message_is_what_the_reference_page_shows()
    {
        using var book = await OpenAsync(Sample.Options(Sample.Output()));
        await ApplyAsync(book, Sample.Finding());
        var page = House.Repository.Read("docs/reference/webhook.md");

        using var shown = JsonDocument.Parse(page.Split("```json")[1].Split("```")[0]);
        using var sent = JsonDocument.Parse(Assert.Single(_store.Deliveries()).Payload);

        Assert.Equal(Names(sent.RootElement), Names(shown.RootElement));
        Assert.Equal(Names(sent.RootElement.GetProperty("alert")), Names(shown.RootElement.GetProperty("alert")));
    }

    private Task<AlertBook> OpenAsync(AlertingOptions options) => AlertBook.LoadAsync(_store, options, _time, Cancellation);

    private async Task ApplyAsync(AlertBook book, params Finding[] findings)
    {
        var batch = new StoreBatch();
        await book.ApplyAsync(findings, batch, Cancellation);
        await _store.CommitAsync(batch, Cancellation);
    }

    private async Task<Alert?> ChangeAsync(
        AlertBook book, AlertState state, string by, string note, string entity = "alice")
    {
        var batch = new StoreBatch();
        var id = _store.Alerts().Last(a => a.Entity == entity).Id;
        var alert = await book.ChangeAsync(id, state, by, note, batch, Cancellation);
        await _store.CommitAsync(batch, Cancellation);
        return alert;
    }

    private IReadOnlyList<string?> Reasons() => [.. _store.Deliveries().Select(Reason)];

    private static string? Reason(Delivery delivery)
    {
        using var message = JsonDocument.Parse(delivery.Payload);
        return message.RootElement.GetProperty("reason").GetString();
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(p => p.Name);
}
