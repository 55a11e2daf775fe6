using Picket.Core;
using Picket.Pipeline.Reporting.Checks;
using Xunit;

namespace Picket.Tests.Reporting;

public sealed class CoverageCheckTests
{
    private readonly ReportFixture _fixture = ReportFixture.InOrder();

    [Theory]
    [InlineData("10.2.1.2", "AdminActions")]
    [InlineData("10.2.1.4", "Refused")]
    [InlineData("10.2.1.5", "CredentialChanges")]
    public async Task Without_events_of_the_class_there_is_no_data_and_with_incomplete_ones_it_fails(string id, string eventClass)
    {
        _fixture.Store.Figures["N" + eventClass] = 12;
        var pass = await _fixture.JudgeAsync(id);
        _fixture.Store.Figures["I" + eventClass] = 2;
        var fail = await _fixture.JudgeAsync(id);
        _fixture.Store.Figures["N" + eventClass] = 0;
        _fixture.Store.Figures["I" + eventClass] = 0;
        var noData = await _fixture.JudgeAsync(id);

        Assert.Equal(
            [RequirementState.Pass, RequirementState.Fail, RequirementState.NoData],
            new[] { pass, fail, noData }.Select(r => r.State));
        Assert.Equal("12", pass.Facts["matching"]);
        Assert.StartsWith("2 of 12 records of ", fail.Reason, StringComparison.Ordinal);
        Assert.StartsWith("None of the 10,000 audit records", noData.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_without_results_fails_refused_access()
    {
        _fixture.Store.Figures["NLacksResult"] = 10_000;
        _fixture.Store.Figures["NRefused"] = 0;

        Assert.Equal(RequirementState.Fail, (await _fixture.JudgeAsync("10.2.1.4")).State);
    }

    [Fact]
    public async Task A_stream_without_reads_fails_access_to_card_data()
    {
        _fixture.Store.Figures["NReads"] = 0;

        var result = await _fixture.JudgeAsync("10.2.1.1");

        Assert.Equal(RequirementState.Fail, result.State);
        Assert.Contains("'kube-audit-admin' alone", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_configured_scope_access_to_card_data_has_no_data()
    {
        _fixture.Scope = CdeScope.None;

        Assert.Equal(RequirementState.NoData, (await _fixture.JudgeAsync("10.2.1.1")).State);
    }

    [Fact]
    public async Task Without_any_access_to_card_data_there_is_no_data()
    {
        _fixture.Store.Figures["NCdeAccess"] = 0;

        Assert.Equal(RequirementState.NoData, (await _fixture.JudgeAsync("10.2.1.1")).State);
    }

    [Theory]
    [InlineData(0, 5, "no creation")]
    [InlineData(5, 0, "no deletion")]
    [InlineData(0, 0, "neither creation nor deletion")]
    public async Task System_objects_need_both_creation_and_deletion(long created, long deleted, string reason)
    {
        _fixture.Store.Figures["NCreations"] = created;
        _fixture.Store.Figures["NDeletions"] = deleted;

        var result = await _fixture.JudgeAsync("10.2.1.7");

        Assert.Equal(RequirementState.NoData, result.State);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incomplete_record_of_a_deleted_system_object_fails()
    {
        _fixture.Store.Figures["IDeletions"] = 1;

        Assert.Equal(RequirementState.Fail, (await _fixture.JudgeAsync("10.2.1.7")).State);
    }

    [Fact]
    public async Task One_incomplete_record_fails_the_six_fields_and_is_named()
    {
        _fixture.Store.Figures["Incomplete"] = 1;
        _fixture.Store.Figures["NLacksOrigin"] = 1;

        var result = await _fixture.JudgeAsync("10.2.2");

        Assert.Equal(RequirementState.Fail, result.State);
        Assert.Equal("1 of 10,000 audit records lack a field: origin (1).", result.Reason);
        Assert.Equal("1", result.Facts["lacksOrigin"]);
    }

    [Fact]
    public async Task Access_to_the_log_without_a_record_of_it_has_no_data()
    {
        _fixture.Ledger = new(2, 1, 0);

        Assert.Equal(RequirementState.NoData, (await _fixture.JudgeAsync("10.2.1.3")).State);
    }

    [Theory]
    [InlineData(0, 0, RequirementState.NoData)]
    [InlineData(1, 0, RequirementState.Pass)]
    [InlineData(3, 2, RequirementState.Pass)]
    [InlineData(3, 3, RequirementState.Pass)]
    [InlineData(3, 1, RequirementState.Fail)]
    public async Task Every_start_but_the_running_one_needs_its_stop(long starts, long stops, RequirementState state)
    {
        _fixture.Ledger = new(starts, stops, 1);

        Assert.Equal(state, (await _fixture.JudgeAsync("10.2.1.6")).State);
    }
}
