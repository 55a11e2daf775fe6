using Picket.Core;
using Picket.Web.Charts;
using Picket.Web.Console.Alerts;
using Picket.Web.Console.Hunt;
using Xunit;

namespace Picket.EndToEnd.Console;

/// <summary>What the pages work out before anything is drawn.</summary>
public sealed class ModelTests
{
    private static readonly DateTime Noon = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[1,2]")]
    [InlineData("{\"user\":7,\"sourceIPs\":\"x\",\"objectRef\":[],\"stageTimestamp\":\"never\"}")]
    [InlineData("{\"auditID\":null,\"responseStatus\":{\"code\":\"5\"}}")]
    public void An_event_of_any_form_is_read_without_failing(string json)
    {
        var text = AuditEventText.Read(new(json));

        Assert.Null(text.Time);
        Assert.NotNull(text.Json);
    }

    [Fact]
    public void An_event_is_told_in_a_sentence_with_what_became_of_it()
    {
        var text = AuditEventText.Read(new("""
            {"auditID":"a1","verb":"delete","user":{"username":"eve"},"impersonatedUser":{"username":"root"},"sourceIPs":["10.0.0.9","::1"],
             "objectRef":{"resource":"secrets","namespace":"vault","name":"key"},"responseStatus":{"code":403},
             "annotations":{"authorization.k8s.io/decision":"forbid"},"stageTimestamp":"2026-11-23T12:00:00.5Z"}
            """));

        Assert.Equal("eve delete secrets/key in vault", text.Sentence);
        Assert.Equal("delete · 10.0.0.9, ::1 · 403 forbid · as root", text.Circumstances);
        Assert.True(text.IsRefused);
        Assert.Equal(Noon.AddSeconds(0.5), text.Time);
    }

    [Fact]
    public void A_huge_event_is_cut_and_says_so()
    {
        var text = AuditEventText.Read(new($$"""{"requestObject":"{{new string('a', 200_000)}}"}"""));

        Assert.True(text.Json.Length < AuditEventText.MaxJsonLength + 200);
        Assert.Contains("cut here", text.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void Events_without_a_finding_and_findings_without_an_event_share_one_timeline()
    {
        var alert = SampleAlerts.All[0];
        var findings = SampleEvents.FindingsOf(alert);

        var steps = TimelineStep.Of(new(alert, findings, [SampleEvents.Of(alert)[2], new("{\"auditID\":\"other\",\"stageTimestamp\":\"2026-11-23T00:00:00Z\"}")]));

        Assert.Equal(4, steps.Count);
        Assert.Equal(steps.OrderBy(step => step.Time), steps);
        Assert.Equal(2, steps.Count(step => step.Event is null));
    }

    [Fact]
    public void A_list_of_events_is_no_chart()
    {
        var result = new QueryResult([new("TimeGenerated", "datetime"), new("Verb", "string"), new("Code", "int")],
            [[Noon, "get", 200], [Noon, "list", 200]]);

        Assert.Null(ChartReader.Of(result));
        Assert.Null(ChartReader.Of(result with { Columns = [], Rows = [[], []] }));
    }

    [Fact]
    public void Rows_of_one_time_and_several_labels_become_one_line_per_label()
    {
        var result = new QueryResult([new("Verb", "string"), new("At", "datetime"), new("Count", "long")],
            [["get", Noon.AddMinutes(5), 7L], ["list", Noon, 1L], ["get", Noon, 3L], ["get", null, 9L], ["list", Noon.AddMinutes(5), null]]) { Chart = "timechart" };

        var chart = ChartReader.Of(result)!;

        Assert.Equal(["get", "list"], chart.Series.Select(series => series.Name));
        Assert.Equal([3.0, 7.0], chart.Series[0].Points.Select(point => point.Value));
        Assert.Single(chart.Series[1].Points);
    }

    [Fact]
    public void Numbers_that_cannot_be_drawn_are_left_out()
    {
        var result = new QueryResult([new("Name", "string"), new("Value", "real")],
            [["a", double.NaN], ["b", double.PositiveInfinity], ["c", 2.5], ["d", null]]) { Chart = "barchart" };

        Assert.Equal([2.5], ChartReader.Of(result)!.Series[0].Points.Select(point => point.Value));
    }

    [Theory]
    [InlineData(null, null, null, 10)]
    [InlineData("all", null, null, 11)]
    [InlineData("closed", null, null, 1)]
    [InlineData("all", "critical", null, 2)]
    [InlineData("all", null, "1h", 6)]
    [InlineData("no such state", "no such severity", "1000y", 10)]
    public async Task The_filter_form_reads_the_address_forgivingly(string? state, string? severity, string? since, int expected)
    {
        var query = AlertQuery.Of(state, severity, since, false, null, null);

        var alerts = await new SampleOperations().AlertsAsync(query.ToFilter(SampleClock.Now), TestContext.Current.CancellationToken);

        Assert.Equal(expected, query.Narrow(alerts).Count);
    }
}
