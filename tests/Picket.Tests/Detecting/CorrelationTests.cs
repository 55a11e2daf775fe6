using Xunit;

namespace Picket.Tests.Detecting;

public sealed class CorrelationTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void So_many_matches_within_the_window_make_one_finding_that_names_them_all()
    {
        using var judge = Burst("type: event_count", "{gte: 3}");

        Assert.Empty(judge.See(Of("sam"), Noon, auditId: "1"));
        Assert.Empty(judge.See(Of("sam"), Noon.AddSeconds(20), auditId: "2"));
        var finding = Assert.Single(judge.See(Of("sam"), Noon.AddSeconds(40), auditId: "3"));

        Assert.Equal("burst", finding.Rule.Value);
        Assert.Equal(["1", "2"], finding.RelatedAuditIds);
        Assert.Contains("the last of 3 such requests", finding.Summary, StringComparison.Ordinal);
        Assert.Empty(judge.See(Of("sam"), Noon.AddSeconds(41), auditId: "4"));
    }

    [Fact]
    public void Matches_outside_the_window_and_of_other_groups_do_not_count()
    {
        using var judge = Burst("type: event_count", "{gte: 3}");

        Assert.Empty(judge.See(Of("sam"), Noon, auditId: "1"));
        Assert.Empty(judge.See(Of("kim"), Noon.AddSeconds(1), auditId: "2"));
        Assert.Empty(judge.See(Of("sam"), Noon.AddSeconds(50), auditId: "3"));
        Assert.Empty(judge.See(Of("sam"), Noon.AddSeconds(70), auditId: "4"));
        Assert.Single(judge.See(Of("sam"), Noon.AddSeconds(75), auditId: "5"));
    }

    [Fact]
    public void The_stages_of_one_request_count_once()
    {
        using var judge = Burst("type: event_count", "{gte: 2}");

        Assert.Empty(judge.See(Of("sam"), Noon, auditId: "1", stage: "ResponseStarted"));
        Assert.Empty(judge.See(Of("sam"), Noon, auditId: "1", stage: "ResponseComplete"));
        Assert.Single(judge.See(Of("sam"), Noon.AddSeconds(1), auditId: "2"));
    }

    [Fact]
    public void A_clock_that_runs_years_ahead_does_not_blind_the_window()
    {
        using var judge = Burst("type: event_count", "{gte: 3}");

        Assert.Empty(judge.See(Of("sam"), Noon.AddYears(10), auditId: "0", received: Noon));
        Assert.Empty(judge.See(Of("sam"), Noon.AddSeconds(1), auditId: "1", received: Noon.AddSeconds(1)));
        Assert.Single(judge.See(Of("sam"), Noon.AddSeconds(2), auditId: "2", received: Noon.AddSeconds(2)));
    }

    [Fact]
    public void Events_that_arrive_late_or_out_of_order_do_not_break_the_window()
    {
        using var judge = Burst("type: event_count", "{gte: 3}");

        Assert.Empty(judge.See(Of("sam"), Noon.AddSeconds(30), auditId: "1"));
        Assert.Empty(judge.See(Of("sam"), Noon.AddSeconds(10), auditId: "2"));
        Assert.Empty(judge.See(Of("sam"), Noon.AddYears(-3), auditId: "3"));
        Assert.Single(judge.See(Of("sam"), Noon.AddSeconds(20), auditId: "4"));
    }

    [Fact]
    public void Distinct_values_are_counted_and_only_a_new_one_speaks_again()
    {
        using var judge = Burst("type: value_count", "{field: source.address, gte: 2}");

        Assert.Empty(judge.See(Of("sam", "192.0.2.1"), Noon, auditId: "1"));
        Assert.Empty(judge.See(Of("sam", "192.0.2.1"), Noon.AddSeconds(1), auditId: "2"));
        Assert.Single(judge.See(Of("sam", "192.0.2.2"), Noon.AddSeconds(2), auditId: "3"));
        Assert.Empty(judge.See(Of("sam", "192.0.2.1"), Noon.AddSeconds(3), auditId: "4"));
        Assert.Single(judge.See(Of("sam", "192.0.2.3"), Noon.AddSeconds(4), auditId: "5"));
    }

    [Fact]
    public void Groups_are_bounded_and_what_is_given_up_is_counted()
    {
        using var judge = Burst("type: event_count", "{gte: 3}");
        for (var i = 0; i <= CorrelationTrackerLimit; i++)
            judge.See(Of($"user{i}"), Noon.AddMilliseconds(i), auditId: $"{i}");

        Assert.True(judge.Detector.EvictedGroups > 0);
    }

    [Fact]
    public void A_counted_rule_is_silent_unless_it_is_told_to_speak()
    {
        using var silent = Burst("type: event_count", "{gte: 9}");
        using var loud = Burst("type: event_count\n  generate: true", "{gte: 9}");

        Assert.Empty(silent.See(Of("sam")));
        Assert.Equal("r", Assert.Single(loud.See(Of("sam"))).Rule.Value);
    }

    [Theory]
    [InlineData("type: temporal", "{gte: 3}", "PKT3014")]
    [InlineData("type: event_count", "{gte: 0}", "PKT3014")]
    [InlineData("type: event_count", "{gte: 1000000}", "PKT3014")]
    [InlineData("type: value_count", "{gte: 3}", "PKT3014")]
    public void A_wrong_correlation_is_reported(string type, string condition, string code)
    {
        using var judge = Burst(type, condition);

        Assert.Equal([code], judge.Problems.Select(p => p.Code));
        Assert.Equal("r", Assert.Single(judge.Rules.Rules).Id.Value);
    }

    private const int CorrelationTrackerLimit = 10_000;

    private static Judge Burst(string type, string condition) => new(Judge.Rule("s: {verb: get}\ncondition: s") + $$"""

        ---
        title: Burst
        name: burst
        level: high
        correlation:
          {{type}}
          rules: [r]
          group-by: [user.username]
          timespan: 1m
          condition: {{condition}}
        """);

    private static string Of(string user, string address = "192.0.2.1") =>
        $$"""
        "verb":"get","user":{"username":"{{user}}"},"sourceIPs":["{{address}}"],"objectRef":{"resource":"pods"}
        """;
}
