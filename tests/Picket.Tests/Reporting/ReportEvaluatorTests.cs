using Picket.Core;
using Picket.Pipeline.Reporting;
using Picket.Pipeline.Reporting.Checks;
using Xunit;

namespace Picket.Tests.Reporting;

public sealed class ReportEvaluatorTests
{
    private static readonly string[] Evaluated =
    [
        "10.2.1", "10.2.1.1", "10.2.1.2", "10.2.1.3", "10.2.1.4", "10.2.1.5", "10.2.1.6", "10.2.1.7", "10.2.2", "10.3.4",
        "10.4.1.1", "10.5.1", "10.7.2", "11.5.1",
    ];

    [Fact]
    public async Task A_watch_in_order_passes_what_the_stream_proves_and_nothing_else()
    {
        var report = await ReportFixture.InOrder().EvaluateAsync();

        Assert.Equal(257, report.Requirements.Count);
        Assert.Equal(
            Evaluated.Where(id => id != "10.2.1.1"),
            report.Requirements.Where(r => r.State == RequirementState.Pass).Select(r => r.Id));
        Assert.DoesNotContain(report.Requirements, r => r.State is RequirementState.Fail or RequirementState.Unknown);
        Assert.All(report.Requirements, r => Assert.False(string.IsNullOrWhiteSpace(r.Reason)));
    }

    [Fact]
    public async Task A_partly_automated_requirement_whose_machine_part_holds_still_waits_for_a_person()
    {
        var result = await ReportFixture.InOrder().JudgeAsync("10.2.1.1");

        Assert.Equal(RequirementState.HumanEvidenceDue, result.State);
        Assert.StartsWith("The machine's part holds: 50 records", result.Reason, StringComparison.Ordinal);
        Assert.Equal("50", result.Facts["matching"]);
    }

    [Fact]
    public async Task An_empty_store_passes_nothing_and_fails_nothing()
    {
        var fixture = new ReportFixture
        {
            Chain = new(true, 0, "", ""), Detection = new(0, 0, 0, ReportFixture.Now), Ledger = new(0, 0, 0),
        };

        var report = await fixture.EvaluateAsync();

        Assert.All(report.Requirements.Where(r => Evaluated.Contains(r.Id)), r => Assert.Equal(RequirementState.NoData, r.State));
        Assert.DoesNotContain(report.Requirements, r => r.State is RequirementState.Pass or RequirementState.Fail);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_gives_no_data_and_the_cause()
    {
        var fixture = ReportFixture.InOrder();
        fixture.Store.Refusal = new([new("PKT1099", "Ran out of time.", 1, 1)]);

        var report = await fixture.EvaluateAsync();

        foreach (var id in new[] { "10.2.1", "10.2.1.1", "10.2.1.2", "10.2.1.4", "10.2.1.5", "10.2.1.7", "10.2.2", "10.4.1.1", "10.5.1", "10.7.2", "11.5.1" })
        {
            var result = report.Requirements.Single(r => r.Id == id);
            Assert.Equal((id, RequirementState.NoData), (id, result.State));
            Assert.Contains("PKT1099", result.Reason, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("9.2.1", RequirementState.NotApplicable, "cloud provider's attestation")]
    [InlineData("1.1.1", RequirementState.HumanEvidenceDue, "human records (proc:policyDoc), renewed every year")]
    [InlineData("1.2.1", RequirementState.NoData, "cluster objects (k8s:NetworkPolicy); Azure resource configuration (arm:nsg, arm:firewall)")]
    [InlineData("10.3.1", RequirementState.NoData, "does not yet look at")]
    [InlineData("A1.2.3", RequirementState.HumanEvidenceDue, "Applies to service providers only.")]
    public async Task What_no_check_evaluates_says_why(string id, RequirementState state, string reason)
    {
        var result = await ReportFixture.InOrder().JudgeAsync(id);

        Assert.Equal(state, result.State);
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pass_says_what_it_does_not_cover()
    {
        var result = await ReportFixture.InOrder().JudgeAsync("11.5.1");

        Assert.EndsWith("the network edge and the inside of workloads need a flow and a runtime sensor.", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_asks_the_store_three_questions()
    {
        var fixture = ReportFixture.InOrder();

        await fixture.EvaluateAsync();

        Assert.Equal(3, fixture.Store.Queries.Count);
    }

    [Fact]
    public async Task The_period_never_reaches_into_the_future()
    {
        var fixture = ReportFixture.InOrder();
        fixture.Clock.Advance(TimeSpan.Zero);
        var evaluator = new ReportEvaluator(fixture.Store, ReportFixture.Catalogue(), Signals(fixture), fixture.Clock);

        var report = await evaluator.EvaluateAsync(ReportFixture.From, ReportFixture.Now.AddYears(1), TestContext.Current.CancellationToken);

        Assert.Equal(ReportFixture.Now, report.To);
        Assert.All(fixture.Store.Queries, q => Assert.DoesNotContain("2027", q, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_period_is_the_callers_mistake()
    {
        var fixture = ReportFixture.InOrder();
        var evaluator = new ReportEvaluator(fixture.Store, ReportFixture.Catalogue(), Signals(fixture), fixture.Clock);

        await Assert.ThrowsAsync<ArgumentException>(
            () => evaluator.EvaluateAsync(ReportFixture.Now, ReportFixture.Now, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Names_of_a_scope_cannot_break_out_of_the_query()
    {
        var fixture = ReportFixture.InOrder();
        fixture.Scope = new([], ["pay\" or true or \"", "caf\u00e9"]);

        await fixture.EvaluateAsync();

        Assert.Contains("""Space in ("pay\u0022 or true or \u0022", "caf\u00e9")""", fixture.Store.Queries[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scope_may_name_clusters_by_their_last_segment_and_namespaces_by_a_pattern()
    {
        var fixture = ReportFixture.InOrder();
        fixture.Scope = new(["AKS-pay?"], ["vault", "pay*"]);

        await fixture.EvaluateAsync();

        Assert.Contains(
            """(tolower(_ResourceId) matches regex "^((.*/)?aks-pay.)$" or Space in ("vault") or Space matches regex "^(pay.*)$")""",
            fixture.Store.Queries[0], StringComparison.Ordinal);
    }

    private static ReportSignals Signals(ReportFixture fixture) => new()
    {
        VerifyStore = _ => Task.FromResult(fixture.Chain),
        Detection = () => fixture.Detection,
        Scope = () => fixture.Scope,
        Ledger = (_, _, _) => Task.FromResult(fixture.Ledger),
    };
}
