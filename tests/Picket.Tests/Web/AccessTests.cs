using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Picket.Web.Api;
using Xunit;

namespace Picket.Tests.Web;

/// <summary>Who is let in, and what a stranger is told.</summary>
public sealed class AccessTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData(ApiHost.LocalToken, HttpStatusCode.OK)]
    [InlineData("wrong-0123456789abcdef", HttpStatusCode.Unauthorized)]
    public async Task An_open_server_answers_this_machine_but_not_a_wrong_token(string? token, HttpStatusCode wanted)
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Open);
        using var http = host.Program(token);

        using var response = await http.GetAsync("/api/v1/health", Cancel);

        Assert.Equal(wanted, response.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData("wrong-0123456789abcdef", HttpStatusCode.Unauthorized)]
    [InlineData(ApiHost.AccessToken + "x", HttpStatusCode.Unauthorized)]
    [InlineData(ApiHost.AccessToken, HttpStatusCode.OK)]
    [InlineData(ApiHost.LocalToken, HttpStatusCode.OK)]
    public async Task A_guarded_server_wants_a_token_for_all_but_livez(string? token, HttpStatusCode wanted)
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Guarded);
        using var http = host.Browser();
        if (token is not null)
            http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");

        foreach (var path in (string[])["/", "/api/v1/alerts", "/api/v1/report", "/readyz", "/metrics", "/api/none"])
        {
            using var response = await http.GetAsync(path, Cancel);
            var expected = wanted == HttpStatusCode.OK && path == "/api/none" ? HttpStatusCode.NotFound : wanted;
            Assert.Equal((path, expected), (path, response.StatusCode));
        }

        using var live = await http.GetAsync("/livez", Cancel);
        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        Assert.True(live.Headers.Contains(ApiRoutes.MarkHeader));
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:8480", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("127.8.8.8:1", HttpStatusCode.OK)]
    [InlineData("[::1]:8480", HttpStatusCode.OK)]
    [InlineData("picket.internal", HttpStatusCode.OK)]
    [InlineData("attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost.attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("0.0.0.0", HttpStatusCode.Forbidden)]
    public async Task A_name_pointed_at_this_machine_by_somebody_else_is_refused(string name, HttpStatusCode wanted)
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Open with { AllowedHosts = ["picket.internal"] });
        using var http = host.Browser();
        http.DefaultRequestHeaders.Host = name;

        using var response = await http.GetAsync("/api/v1/alerts", Cancel);

        Assert.Equal(wanted, response.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://attacker.example", "application/json", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", "application/json", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", "application/json", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", "application/json", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", "application/json", HttpStatusCode.OK)]
    [InlineData("Origin", "self", "application/json", HttpStatusCode.OK)]
    [InlineData("X-Other", "1", "text/plain", HttpStatusCode.Forbidden)]
    [InlineData("X-Other", "1", "application/x-www-form-urlencoded", HttpStatusCode.Forbidden)]
    [InlineData("X-Picket", "1", "text/plain", HttpStatusCode.OK)]
    public async Task Another_sites_page_cannot_change_state(
        string header, string value, string type, HttpStatusCode wanted)
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Open);
        using var http = host.Browser();
        var own = host.Url.GetLeftPart(UriPartial.Authority);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/deliveries/replay")
        {
            Content = new StringContent("{}", Encoding.UTF8, type),
        };
        request.Headers.TryAddWithoutValidation(header, value == "self" ? own : value);

        using var response = await http.SendAsync(request, Cancel);

        Assert.Equal(wanted, response.StatusCode);
        Assert.Equal(wanted == HttpStatusCode.OK ? 1 : 0, host.Operations.Calls.Count);
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused_too()
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Open);
        using var http = host.Browser();
        http.DefaultRequestHeaders.Add("Origin", "https://attacker.example");

        using var response = await http.PostAsync("/form", new FormUrlEncodedContent([]), Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_browser_is_led_to_sign_in_and_back()
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Guarded);
        using var http = host.Browser();
        http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));

        using var refused = await http.GetAsync("/alerts?id=1", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        Assert.Equal("/signin?return=%2Falerts%3Fid%3D1", refused.Headers.Location?.OriginalString);

        using var page = await http.GetAsync(refused.Headers.Location, Cancel);
        Assert.Contains("action=\"/signin?return=%2Falerts%3Fid%3D1\"", await page.Content.ReadAsStringAsync(Cancel),
            StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", page.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal);

        using var wrong = await SignInAsync(http, "wrong", "/");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.False(wrong.Headers.Contains("Set-Cookie"));

        using var right = await SignInAsync(http, ApiHost.AccessToken, "/alerts?id=1");
        Assert.Equal(HttpStatusCode.SeeOther, right.StatusCode);
        Assert.Equal("/alerts?id=1", right.Headers.Location?.OriginalString);
        var cookie = right.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(ApiHost.AccessToken, cookie, StringComparison.Ordinal);

        http.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        Assert.Equal("console", await http.GetStringAsync("/", Cancel));
    }

    [Theory]
    [InlineData("//attacker.example")]
    [InlineData("/\\attacker.example")]
    [InlineData("https://attacker.example")]
    [InlineData("")]
    public async Task Signing_in_never_leads_to_another_site(string back)
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Guarded);
        using var http = host.Browser();

        using var response = await SignInAsync(http, ApiHost.AccessToken, back);

        Assert.Equal("/", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task The_cookie_is_secure_under_any_name_but_this_machines()
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Guarded);
        using var http = host.Browser();
        http.DefaultRequestHeaders.Host = "picket.example";

        using var response = await SignInAsync(http, ApiHost.AccessToken, "/");

        Assert.Contains("; secure", response.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Theory, InlineData("AAAA"), InlineData(""), InlineData("not base64 !")]
    public async Task A_forged_cookie_opens_nothing(string value)
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Guarded);
        using var http = host.Browser();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", $"picket-session={value}");

        using var response = await http.GetAsync("/api/v1/alerts", Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_cookie_that_was_changed_opens_nothing()
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Guarded);
        using var http = host.Browser();
        using var signedIn = await SignInAsync(http, ApiHost.AccessToken, "/");
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var longer = cookie.Replace("picket-session=AAAA", "picket-session=AAAB", StringComparison.Ordinal);
        Assert.NotEqual(cookie, longer);
        http.DefaultRequestHeaders.Add("Cookie", longer);

        using var response = await http.GetAsync("/api/v1/alerts", Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Guessing_the_token_is_slowed_down()
    {
        await using var host = await ApiHost.StartAsync(
            ApiHost.Guarded with { Bounds = new() { SignInsPerMinute = 2 } });
        using var http = host.Browser();
        List<HttpStatusCode> statuses = [];

        for (var i = 0; i < 3; i++)
        {
            using var response = await SignInAsync(http, $"guess {i}", "/");
            statuses.Add(response.StatusCode);
        }

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests],
            statuses);
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient http, string token, string back) => http.PostAsync(
        $"/signin?return={Uri.EscapeDataString(back)}", new FormUrlEncodedContent([new("token", token)]), Cancel);
}
