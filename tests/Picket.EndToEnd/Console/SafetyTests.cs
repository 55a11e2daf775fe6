using System.Net;
using Microsoft.Playwright;
using Xunit;

namespace Picket.EndToEnd.Console;

public sealed class SafetyTests(ConsoleBrowser browser) : IClassFixture<ConsoleBrowser>
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    [Theory]
    [MemberData(nameof(PageTests.Pages), MemberType = typeof(PageTests))]
    public async Task Every_page_loads_without_a_complaint_and_runs_nothing_an_attacker_wrote(string name, string path)
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);

        await using var visit = await browser.OpenAsync(host, path);

        var complaints = name == "not-found" ? visit.Complaints.Where(text => !text.Contains("404", StringComparison.Ordinal)) : visit.Complaints;
        Assert.Empty(complaints);
        Assert.All(visit.Requests, request => Assert.StartsWith(host.Address, request, StringComparison.Ordinal));
        Assert.True(await visit.Page.EvaluateAsync<bool>("window.hacked === undefined"));
        Assert.Equal(0, await visit.Page.Locator("[style], style, script:not([src]), [onclick], [onerror]").CountAsync());
        Assert.Equal(0, await visit.Page.Locator("img").CountAsync());
    }

    [Theory]
    [InlineData("/alerts")]
    [InlineData("/alerts/K7QF7X")]
    [InlineData("/hunt?q=AKSAudit")]
    public async Task An_attackers_text_is_shown_as_text(string path)
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);

        await using var visit = await browser.OpenAsync(host, path);

        Assert.Contains("<script>window.hacked=1</script>", await visit.Page.Locator("main").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attackers_text_stays_inside_the_query_made_of_it()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        await using var visit = await browser.OpenAsync(host, "/alerts/K7QF7X");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Run: What else this user did" }).ClickAsync();

        Assert.Contains(host.Operations.Queries, query => query.Contains("""== "\"><script>window.hacked=1""", StringComparison.Ordinal));
        Assert.EndsWith("</textarea></pre>\"", (await visit.Page.InputValueAsync("#q")).Split('\n')[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_carry_the_security_headers_and_other_endpoints_are_left_alone()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        using var client = host.NewClient();

        using var page = await client.GetAsync("/", TestContext.Current.CancellationToken);
        using var missing = await client.GetAsync("/no/such/page", TestContext.Current.CancellationToken);
        using var api = await client.GetAsync("/api/only-get", TestContext.Current.CancellationToken);
        using var wrong = await client.PostAsync("/api/only-get", null, TestContext.Current.CancellationToken);

        Assert.Equal(Policy, Assert.Single(page.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(page.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal(Policy, Assert.Single(missing.Headers.GetValues("Content-Security-Policy")));
        Assert.False(api.Headers.Contains("Content-Security-Policy"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrong.StatusCode);
    }

    [Theory]
    [InlineData("/alerts/K7QF2M/state", "state", "closed")]
    [InlineData("/health/replay", "any", "thing")]
    public async Task A_form_without_its_token_changes_nothing(string path, string field, string value)
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        using var client = host.NewClient();
        using var form = new FormUrlEncodedContent([new(field, value)]);

        using var response = await client.PostAsync(path, form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Nothing was changed", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, host.Operations.Replays);
        Assert.Equal(Core.AlertState.Open, (await host.Operations.AlertAsync("K7QF2M", TestContext.Current.CancellationToken))!.Alert.State);
    }

    [Theory]
    [InlineData("cross-site", "no-cors", HttpStatusCode.Forbidden)]
    [InlineData("same-site", "cors", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "navigate", HttpStatusCode.OK)]
    [InlineData("same-origin", "cors", HttpStatusCode.OK)]
    public async Task Another_site_may_link_to_a_query_but_not_embed_it(string site, string mode, HttpStatusCode expected)
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        using var client = host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/hunt?q=AKSAudit");
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Headers.Add("Sec-Fetch-Mode", mode);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, host.Operations.Queries.Count);
    }

    [Fact]
    public async Task The_theme_form_sends_nobody_to_another_site()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        using var client = host.NewClient();
        using var form = new FormUrlEncodedContent([new("theme", "dark"), new("back", "//evil.example/")]);

        using var response = await client.PostAsync("/theme", form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/", response.Headers.Location!.OriginalString);
    }
}
