using Picket.Core;
using Xunit;

namespace Picket.Tests.Reporting;

public sealed class RetentionCheckTests
{
    private static readonly DateTime Today = ReportFixture.Now.Date;
    private readonly ReportFixture _fixture = ReportFixture.InOrder();

    [Fact]
    public async Task A_year_of_days_passes()
    {
        Keep(365);

        var result = await JudgeAsync();

        Assert.Equal(RequirementState.Pass, result.State);
        Assert.Equal("366", result.Facts["daysWithRecords"]);
    }

    [Fact]
    public async Task A_day_less_than_a_year_fails_with_the_date_it_will_be_reached()
    {
        Keep(364);

        var result = await JudgeAsync();

        Assert.Equal(RequirementState.Fail, result.State);
        Assert.Equal("2026-11-24", result.Facts["reachedOn"]);
        Assert.Contains("reaches back 364 days, to 2025-11-24", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_event_with_a_wrong_clock_does_not_make_a_log_a_year_old()
    {
        Keep(20);
        _fixture.Store.Days.Add(Today.AddYears(-3));
        _fixture.Store.Days.Add(Today.AddYears(2));

        var result = await JudgeAsync();

        Assert.Equal(RequirementState.Fail, result.State);
        Assert.Equal("2026-11-03", result.Facts["historyBegins"]);
        Assert.Equal("2023-11-23", result.Facts["oldestRecordDay"]);
        Assert.Contains("are not counted", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_outage_long_ago_does_not_break_a_years_history()
    {
        _fixture.Store.Days.RemoveAll(d => d > Today.AddDays(-210) && d < Today.AddDays(-200));

        Assert.Equal(RequirementState.Pass, (await JudgeAsync()).State);
    }

    [Fact]
    public async Task A_day_missing_in_the_last_ninety_fails()
    {
        _fixture.Store.Days.Remove(Today.AddDays(-89));

        var result = await JudgeAsync();

        Assert.Equal(RequirementState.Fail, result.State);
        Assert.Contains("1 day of the last 90 days have no record", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_that_cannot_be_read_back_fail()
    {
        _fixture.Store.HasSample = false;

        Assert.Equal(RequirementState.Fail, (await JudgeAsync()).State);
    }

    [Fact]
    public async Task A_log_that_stopped_long_ago_fails()
    {
        _fixture.Store.Days.RemoveAll(d => d > Today.AddDays(-200));

        Assert.Equal(RequirementState.Fail, (await JudgeAsync()).State);
    }

    [Fact]
    public async Task No_record_at_all_is_no_data()
    {
        _fixture.Store.Days.Clear();

        Assert.Equal(RequirementState.NoData, (await JudgeAsync()).State);
    }

    private Task<RequirementResult> JudgeAsync() => _fixture.JudgeAsync("10.5.1");

    private void Keep(int days) => _fixture.Store.Days.RemoveAll(d => d < Today.AddDays(-days));
}
