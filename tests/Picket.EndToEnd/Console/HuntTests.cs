using Microsoft.Playwright;
using Xunit;

namespace Picket.EndToEnd.Console;

/// <summary>Asking questions at the console, with a script and without.</summary>
public sealed class HuntTests(ConsoleBrowser browser) : IClassFixture<ConsoleBrowser>
{
    [Fact]
    public async Task Ctrl_enter_runs_the_query_and_shows_its_rows()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await browser.OpenAsync(host, "/hunt");
        var page = visit.Page;

        await page.GetByLabel("KQL query").FillAsync("AKSAudit\n| where Verb == \"delete\"");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/hunt\\?q="));

        Assert.Equal(["AKSAudit\n| where Verb == \"delete\""], host.Operations.Queries);
        Assert.Equal("60 rows", await page.Locator("#answer").TextContentAsync());
        Assert.Equal(60, await page.Locator("table.result tbody tr").CountAsync());
        Assert.Equal("right", await page.Locator("td.num").First.EvaluateAsync<string>("cell => getComputedStyle(cell).textAlign"));
        Assert.Contains("only its first 60 rows", await page.Locator(".answer").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_query_shows_its_line_with_a_caret_under_the_column()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await browser.OpenAsync(host, "/hunt", new() { JavaScriptEnabled = false });
        var page = visit.Page;

        await page.GetByLabel("KQL query").FillAsync(SampleQueries.Wrong);
        await page.GetByRole(AriaRole.Button, new() { Name = "Run query" }).ClickAsync();

        var lines = (await page.Locator(".offending").InnerTextAsync()).Split('\n');
        Assert.Contains("Line 3, column 3: unknown operator 'sumarize'", await page.Locator(".problems").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("3| sumarize count() by Verb", lines[0]);
        Assert.Equal("  ^", lines[1]);
        Assert.Equal(SampleQueries.Wrong, await page.GetByLabel("KQL query").InputValueAsync());
    }

    [Theory]
    [InlineData("AKSAudit | summarize count() by bin(TimeGenerated, 5m) | render timechart", ".time-chart path.line", 1)]
    [InlineData("AKSAudit | summarize count() by User | render barchart", ".bars li", 5)]
    [InlineData("AKSAudit", ".chart", 0)]
    public async Task A_result_that_has_a_shape_is_drawn(string query, string selector, int expected)
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);

        await using var visit = await browser.OpenAsync(host, $"/hunt?q={Uri.EscapeDataString(query)}");

        Assert.Equal(expected, await visit.Page.Locator(selector).CountAsync());
    }
}
