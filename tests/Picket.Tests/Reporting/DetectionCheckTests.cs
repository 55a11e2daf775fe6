using Picket.Core;
using Xunit;

namespace Picket.Tests.Reporting;

public sealed class DetectionCheckTests
{
    private readonly ReportFixture _fixture = ReportFixture.InOrder();

    [Theory]
    [InlineData("10.4.1.1")]
    [InlineData("11.5.1")]
    public async Task Records_without_any_rule_fail(string id)
    {
        _fixture.Detection = new(0, 3, 0, ReportFixture.Now);

        var result = await _fixture.JudgeAsync(id);

        Assert.Equal(RequirementState.Fail, result.State);
        Assert.Equal("3", result.Facts["rulesRejected"]);
    }

    [Theory]
    [InlineData("10.4.1.1")]
    [InlineData("11.5.1")]
    public async Task Rules_that_never_raised_anything_have_no_data(string id)
    {
        _fixture.Store.Alerts.Clear();

        Assert.Equal(RequirementState.NoData, (await _fixture.JudgeAsync(id)).State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("picket")]
    public async Task Alerts_that_no_person_heard_of_are_no_intrusion_detection(string by)
    {
        _fixture.Store.Alerts[0] = ReportFixture.AnAlert(AlertState.Closed, by);

        Assert.Equal(RequirementState.NoData, (await _fixture.JudgeAsync("11.5.1")).State);
        Assert.Equal(RequirementState.Pass, (await _fixture.JudgeAsync("10.4.1.1")).State);
    }

    [Fact]
    public async Task A_delivered_message_shows_that_people_hear_of_alerts()
    {
        _fixture.Store.Alerts[0] = ReportFixture.AnAlert(AlertState.Open, "");
        _fixture.Store.Deliveries.Add(ReportFixture.ADelivery(DeliveryState.Delivered));

        Assert.Equal(RequirementState.Pass, (await _fixture.JudgeAsync("11.5.1")).State);
    }

    [Fact]
    public async Task A_message_given_up_fails()
    {
        _fixture.Store.Deliveries.Add(ReportFixture.ADelivery(DeliveryState.Dead));

        Assert.Equal(RequirementState.Fail, (await _fixture.JudgeAsync("11.5.1")).State);
    }
}
