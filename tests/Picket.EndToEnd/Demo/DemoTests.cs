using Microsoft.Playwright;
using Picket.EndToEnd.Console;
using Picket.EndToEnd.Running;

namespace Picket.EndToEnd.Demo;

/// <summary>The recorded attack, as a person who tries Picket out sees it: in the terminal and in a browser.</summary>
public sealed class DemoTests(DemoServer demo, ConsoleBrowser browser) : IClassFixture<DemoServer>, IClassFixture<ConsoleBrowser>
{
    private const int EnoughAlerts = 30;

    [Fact]
    public async Task The_recorded_attack_raises_alerts_on_standard_output()
    {
        var lines = await demo.AlertsAsync(EnoughAlerts);

        Assert.All(lines, line => Assert.Matches(@"^\d\d:\d\d:\d\d  (INFORMATIONAL|LOW|MEDIUM|HIGH|CRITICAL) .*: .+\([0-9a-z]+\)$", line));
        Assert.Contains(lines, line => line.Contains("[CDE]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_alert_acknowledged_in_the_browser_is_acknowledged_for_the_command_line()
    {
        await demo.AlertsAsync(EnoughAlerts);
        await using var visit = await browser.OpenAsync(demo.Server.Url.ToString());
        var page = visit.Page;

        await page.Locator(".alert-list a").First.ClickAsync();
        await page.GetByLabel("Note").FillAsync("Looking at it: INC-42");
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reopen" }).WaitForAsync();
        var id = new Uri(page.Url).Segments[^1];

        var alert = (await PicketCommand.SucceedAsync(demo.Folder, "alerts", id, "-o", "json")).Json;
        Assert.Equal("acknowledged", alert.GetProperty("state").GetString());
        Assert.Contains("Looking at it: INC-42", alert.GetProperty("history").ToString(), StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_hunt_answers_a_query_over_what_was_recorded()
    {
        await demo.AlertsAsync(EnoughAlerts);
        await using var visit = await browser.OpenAsync(new Uri(demo.Server.Url, "hunt").ToString());
        var page = visit.Page;

        await page.GetByLabel("KQL query").FillAsync("AKSAudit\n| summarize Events = count() by Verb\n| sort by Events desc");
        await page.GetByRole(AriaRole.Button, new() { Name = "Run query" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/hunt\\?q="));

        Assert.Contains("get", await page.Locator("table.result tbody").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(["Verb string", "Events long"], await page.Locator("table.result thead th").AllInnerTextsAsync());
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData("overview", "")]
    [InlineData("alerts", "alerts")]
    [InlineData("alert", "alerts/FIRST")]
    [InlineData("hunt", "hunt?q=AKSAudit%20%7C%20summarize%20Events%20%3D%20count()%20by%20Verb%20%7C%20render%20barchart")]
    [InlineData("requirements", "requirements")]
    [InlineData("health", "health")]
    public async Task Every_page_of_the_console_answers(string name, string path)
    {
        var first = (await demo.AlertsAsync(EnoughAlerts))[0];
        var id = first[(first.LastIndexOf('(') + 1)..^1];
        await using var visit = await browser.OpenAsync(new Uri(demo.Server.Url, path.Replace("FIRST", id, StringComparison.Ordinal)).ToString());

        await visit.Page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Repository.Root, "artifacts", "screenshots", $"demo-{name}.png"), FullPage = true,
        });

        Assert.NotEmpty(await visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync());
        Assert.True(await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth") <= 0);
        Assert.Empty(visit.Complaints);
    }
}
