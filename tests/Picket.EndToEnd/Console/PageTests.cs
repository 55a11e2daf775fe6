using Microsoft.Playwright;
using Xunit;

namespace Picket.EndToEnd.Console;

public sealed class PageTests(ConsoleBrowser browser) : IClassFixture<ConsoleBrowser>
{
    public static TheoryData<string, string> Pages => new()
    {
        { "overview", "/" },
        { "alerts", "/alerts" },
        { "alert", "/alerts/K7QF2M" },
        { "alert-hostile", "/alerts/K7QF7X" },
        { "hunt", "/hunt" },
        { "hunt-table", "/hunt?q=AKSAudit" },
        { "hunt-time", "/hunt?q=AKSAudit%0A%7C%20summarize%20Events%20%3D%20count()%20by%20bin(TimeGenerated%2C%205m)%0A%7C%20render%20timechart" },
        { "hunt-bars", "/hunt?q=AKSAudit%20%7C%20summarize%20Refused%20%3D%20count()%20by%20User%20%7C%20render%20barchart" },
        { "hunt-pie", "/hunt?q=AKSAudit%20%7C%20summarize%20count()%20by%20User%20%7C%20render%20piechart" },
        { "hunt-columns", "/hunt?q=AKSAudit%20%7C%20summarize%20count()%20by%20Verb%2C%20bin(TimeGenerated%2C%201h)%20%7C%20render%20columnchart" },
        { "hunt-plan", "/hunt?q=AKSAudit%20%7C%20count&show=plan" },
        { "hunt-saved", "/hunt?saved=shells-in-pods" },
        { "hunt-error", $"/hunt?q={Uri.EscapeDataString(SampleQueries.Wrong)}" },
        { "requirements", "/requirements" },
        { "health", "/health" },
        { "not-found", "/no/such/page" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_page_is_drawn_in_light_dark_and_on_a_phone(string name, string path)
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        foreach (var (look, options) in Looks)
        {
            await using var visit = await browser.OpenAsync(host, path, options);

            await ShowOffAsync(name, visit.Page);
            var bytes = await visit.Page.ScreenshotAsync(new()
            {
                Path = Path.Combine(Repository.Root, "artifacts", "screenshots", $"{name}-{look}.png"),
            });
            var overflow = await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");

            Assert.NotEmpty(bytes);
            Assert.True(overflow <= 0, $"'{path}' is {overflow} px wider than the window ({look}).");
        }
    }

    [Theory]
    [InlineData("requirements", "/requirements")]
    [InlineData("alert", "/alerts/K7QF2M")]
    [InlineData("overview", "/")]
    public async Task A_printed_page_is_light_and_leaves_out_what_only_a_screen_needs(string name, string path)
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await browser.OpenAsync(host, path, new() { ViewportSize = new() { Width = 760, Height = 1100 }, ColorScheme = ColorScheme.Dark });

        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "artifacts", "screenshots", $"{name}-print.png") });

        Assert.False(await visit.Page.Locator(".rail").IsVisibleAsync());
        Assert.False(await visit.Page.Locator(".act").IsVisibleAsync());
        Assert.Equal("rgb(255, 255, 255)", await visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal("rgb(23, 28, 36)", await visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).color"));
    }

    /// <summary>Opens what a still picture would hide.</summary>
    private static async Task ShowOffAsync(string name, IPage page)
    {
        if (name == "alert")
        {
            await page.Locator(".timeline summary").Nth(1).ClickAsync();
            await page.EvaluateAsync("scrollTo(0, 0)");
        }
        else if (name == "overview")
        {
            await page.Locator(".heat .fail").Nth(1).HoverAsync();
            await page.EvaluateAsync("scrollTo(0, 0)");
        }
    }

    private static IEnumerable<(string Look, BrowserNewContextOptions Options)> Looks =>
    [
        ("light", new() { ViewportSize = new() { Width = 1440, Height = 900 }, ColorScheme = ColorScheme.Light }),
        ("dark", new() { ViewportSize = new() { Width = 1440, Height = 900 }, ColorScheme = ColorScheme.Dark }),
        ("phone", new() { ViewportSize = new() { Width = 390, Height = 844 }, ColorScheme = ColorScheme.Light, DeviceScaleFactor = 2, IsMobile = true, HasTouch = true }),
    ];
}
