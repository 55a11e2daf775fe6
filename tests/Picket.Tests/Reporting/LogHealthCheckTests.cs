using Picket.Core;
using Xunit;

namespace Picket.Tests.Reporting;

public sealed class LogHealthCheckTests
{
    private static readonly DateTime Now = ReportFixture.Now;
    private readonly ReportFixture _fixture = ReportFixture.InOrder();

    [Fact]
    public async Task A_log_whose_newest_record_is_old_is_not_active()
    {
        _fixture.Store.Newest = Now.AddHours(-2);

        Assert.Equal(RequirementState.Fail, (await _fixture.JudgeAsync("10.2.1")).State);
    }

    [Fact]
    public async Task A_day_without_records_fails_the_active_log_and_goes_unnoticed_without_a_gap()
    {
        _fixture.Store.Days.Remove(Now.Date.AddDays(-4));

        var active = await _fixture.JudgeAsync("10.2.1");
        var noticed = await _fixture.JudgeAsync("10.7.2");

        Assert.Equal((RequirementState.Fail, RequirementState.Fail), (active.State, noticed.State));
        Assert.Contains("2026-11-19", active.Reason, StringComparison.Ordinal);
        Assert.Contains("2026-11-19", noticed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_day_with_a_recorded_gap_was_noticed()
    {
        _fixture.Store.Days.Remove(Now.Date.AddDays(-4));
        _fixture.Store.Gaps.Add(new("g1", "aks", Now.Date.AddDays(-4), Now.Date.AddDays(-3), "The network was down."));

        var noticed = await _fixture.JudgeAsync("10.7.2");

        Assert.Equal(RequirementState.Pass, noticed.State);
        Assert.Equal("1", noticed.Facts["gaps"]);
    }

    [Fact]
    public async Task A_log_younger_than_the_period_says_where_it_begins()
    {
        _fixture.Store.Days.RemoveAll(d => d < Now.Date.AddDays(-10));

        var result = await _fixture.JudgeAsync("10.2.1");

        Assert.Equal(RequirementState.Pass, result.State);
        Assert.Contains("since 2026-11-13, where the log begins (the period begins on 2026-10-24)", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_gap_fails_with_its_cause()
    {
        _fixture.Store.Gaps.Add(new("g1", "aks", Now.AddHours(-3), null, "The peer closed the connection."));

        var active = await _fixture.JudgeAsync("10.2.1");
        var noticed = await _fixture.JudgeAsync("10.7.2");

        Assert.Equal((RequirementState.Fail, RequirementState.Fail), (active.State, noticed.State));
        Assert.Contains("The peer closed the connection.", noticed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_with_a_problem_fails()
    {
        _fixture.Store.Sources[0] = _fixture.Store.Sources[0] with { Problem = "Permission denied." };

        Assert.Equal(RequirementState.Fail, (await _fixture.JudgeAsync("10.7.2")).State);
    }

    [Fact]
    public async Task A_silence_that_no_gap_tells_of_fails()
    {
        _fixture.Store.Sources[0] = _fixture.Store.Sources[0] with { LastReceived = Now.AddHours(-5) };

        var result = await _fixture.JudgeAsync("10.7.2");

        Assert.Equal(RequirementState.Fail, result.State);
        Assert.Contains("no gap was recorded", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_source_nothing_could_be_noticed()
    {
        _fixture.Store.Sources.Clear();

        Assert.Equal(RequirementState.NoData, (await _fixture.JudgeAsync("10.7.2")).State);
    }

    [Fact]
    public async Task A_broken_chain_fails_with_its_first_break_and_an_empty_one_has_no_data()
    {
        _fixture.Chain = new(false, 240, "abc", "Segment 17 was changed.");
        var broken = await _fixture.JudgeAsync("10.3.4");
        _fixture.Chain = new(true, 0, "", "");
        var empty = await _fixture.JudgeAsync("10.3.4");

        Assert.Equal((RequirementState.Fail, RequirementState.NoData), (broken.State, empty.State));
        Assert.EndsWith("Segment 17 was changed.", broken.Reason, StringComparison.Ordinal);
    }
}
