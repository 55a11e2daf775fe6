using System.Globalization;
using Microsoft.Playwright;
using Picket.Core;
using Xunit;

namespace Picket.EndToEnd.Console;

/// <summary>What a person does at the console, with a script and without.</summary>
public sealed class JourneyTests(ConsoleBrowser browser) : IClassFixture<ConsoleBrowser>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_alert_is_acknowledged_closed_and_reopened_with_notes(bool hasScript)
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await browser.OpenAsync(host, "/", new() { JavaScriptEnabled = hasScript });
        var page = visit.Page;

        await page.Locator(".alert-list").GetByRole(AriaRole.Link, new() { Name = "Privileged pod created" }).ClickAsync();
        await page.GetByLabel("Note").FillAsync("Looking at it <b>now</b>. INC-8001");
        await page.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        var said = await page.GetByRole(AriaRole.Status).TextContentAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Reopen" }).ClickAsync();

        var alert = (await host.Operations.AlertAsync("K7QF31", TestContext.Current.CancellationToken))!.Alert;
        Assert.Contains("the alert is acknowledged", said, StringComparison.Ordinal);
        Assert.Equal([AlertState.Acknowledged, AlertState.Closed, AlertState.Open], alert.History.Select(change => change.State));
        Assert.All(alert.History, change => Assert.Equal("local", change.By));
        Assert.Contains("Looking at it <b>now</b>. INC-8001", await page.Locator(".history").TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_alert_list_is_narrowed_by_state_severity_cde_and_text()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await browser.OpenAsync(host, "/alerts", new() { JavaScriptEnabled = false });
        var page = visit.Page;

        await page.GetByLabel("Text").FillAsync("CI-deployer");
        await page.GetByLabel("Severity").SelectOptionAsync("high");
        await page.GetByLabel("Order").SelectOptionAsync("latest");
        await page.GetByLabel("CDE only").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();

        var titles = await page.Locator("tbody .alert-text .strong").AllTextContentsAsync();
        Assert.Equal(["Privileged pod created", "Cluster-admin given to a subject", "Many secrets read in a short time"], titles);
        Assert.True(await page.GetByLabel("CDE only").IsCheckedAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Reset" }).ClickAsync();
        Assert.Equal(10, await page.Locator("tbody tr").CountAsync());
    }

    [Fact]
    public async Task An_alerts_events_stand_in_time_order_and_open_as_json()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await browser.OpenAsync(host, "/alerts/K7QF2M", new() { JavaScriptEnabled = false });
        var page = visit.Page;

        await page.Locator(".timeline summary").First.ClickAsync();

        var times = await page.Locator(".timeline time").EvaluateAllAsync<string[]>("all => all.map(one => one.dateTime)");
        Assert.Equal(3, times.Length);
        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        Assert.True(await page.Locator(".timeline .json").First.IsVisibleAsync());
        Assert.Contains("\"subresource\": \"exec\"", await page.Locator(".timeline .json").First.TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await page.Locator(".timeline .refused").CountAsync());
    }

    [Fact]
    public async Task The_theme_is_chosen_without_a_script_and_kept()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await browser.OpenAsync(host, "/alerts?state=all", new() { JavaScriptEnabled = false, ColorScheme = ColorScheme.Light });
        var page = visit.Page;

        await page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();

        Assert.EndsWith("/alerts?state=all", page.Url, StringComparison.Ordinal);
        Assert.Equal("true", await page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).GetAttributeAsync("aria-pressed"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Health" }).First.ClickAsync();
        Assert.Equal("dark", await page.Locator("html").GetAttributeAsync("data-theme"));
    }

    [Fact]
    public async Task An_open_overview_follows_what_happens_unless_somebody_is_busy_in_it()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await browser.OpenAsync(host, "/", prepare: page => page.Clock.InstallAsync());
        var page = visit.Page;

        await host.Operations.ChangeAlertAsync("K7QF2M", AlertState.Closed, "somebody else", "", TestContext.Current.CancellationToken);
        await page.Locator(".alert-list a").First.FocusAsync();
        await page.Clock.RunForAsync(31_000);
        var whileBusy = await page.Locator(".alert-list a").First.TextContentAsync();
        await page.EvaluateAsync("document.activeElement.blur()");
        await page.Clock.RunForAsync(31_000);
        await Assertions.Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^8 "));

        Assert.Equal("Shell opened in a running pod", whileBusy);
        Assert.Equal("Privileged pod created", await page.Locator(".alert-list a").First.TextContentAsync());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Dead_deliveries_are_replayed()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await browser.OpenAsync(host, "/health");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Replay dead deliveries" }).ClickAsync();

        Assert.Equal(1, host.Operations.Replays);
        Assert.Contains("3 deliveries are back in line", await visit.Page.GetByRole(AriaRole.Status).TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_of_the_heat_map_leads_to_its_requirement()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await browser.OpenAsync(host, "/");

        Assert.Equal(257, await visit.Page.Locator(".heat .cell").CountAsync());
        await visit.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^10\\.5\\.1 .*: Fail$", default) }).ClickAsync();

        Assert.EndsWith("/requirements#r-10.5.1", visit.Page.Url, StringComparison.Ordinal);
        Assert.Contains("41 d", await visit.Page.Locator("tr:target").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requirements_are_filtered_by_state()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await browser.OpenAsync(host, "/requirements", new() { JavaScriptEnabled = false });

        await visit.Page.Locator(".state-filter .fail").ClickAsync();

        Assert.Equal(["3.5.1", "10.5.1", "10.7.2"], await visit.Page.Locator("tbody th").AllTextContentsAsync());
        Assert.Equal("3", (await visit.Page.Locator(".state-filter [aria-current] b").TextContentAsync())!.ToString(CultureInfo.InvariantCulture));
    }
}
