using System.Net;
using System.Text;
using System.Text.Json;
using Picket.Web.Api;
using Xunit;

namespace Picket.Tests.Web;

/// <summary>What is too much, or makes no sense, is refused with a reason; the server goes on.</summary>
public sealed class ApiBoundsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{", "PKT8001")]
    [InlineData("[]", "PKT8001")]
    [InlineData("{\"query\":7}", "PKT8001")]
    [InlineData("{}", "PKT8004")]
    [InlineData("null", "PKT8004")]
    [InlineData("", "PKT8004")]
    [InlineData("{\"query\":\" \"}", "PKT8004")]
    [InlineData("{\"query\":\"T\",\"maxRows\":0}", "PKT8004")]
    [InlineData("{\"query\":\"T\",\"maxRows\":500001}", "PKT8004")]
    [InlineData("{\"query\":\"T\",\"timeoutSeconds\":-1}", "PKT8004")]
    [InlineData("{\"query\":\"T\",\"timeoutSeconds\":601}", "PKT8004")]
    public async Task A_body_that_makes_no_sense_is_refused(string body, string code)
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Open);
        using var http = host.Program(null);

        using var response = await http.PostAsync("/api/v1/query", Json(body), Cancel);

        Assert.Equal((HttpStatusCode.BadRequest, code), (response.StatusCode, await CodeAsync(response)));
        Assert.Empty(host.Operations.Calls);
    }

    [Theory]
    [InlineData("/api/v1/alerts?state=opn")]
    [InlineData("/api/v1/alerts?severity=7")]
    [InlineData("/api/v1/alerts?since=yesterday")]
    [InlineData("/api/v1/alerts?limit=0")]
    [InlineData("/api/v1/alerts?limit=10001")]
    [InlineData("/api/v1/deliveries?state=unknown")]
    public async Task A_value_that_is_not_allowed_is_named(string path)
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Open);
        using var http = host.Program(null);

        using var response = await http.GetAsync(path, Cancel);

        Assert.Equal((HttpStatusCode.BadRequest, "PKT8004"), (response.StatusCode, await CodeAsync(response)));
        Assert.Empty(host.Operations.Calls);
    }

    [Theory]
    [InlineData("{\"state\":\"acknowledged\"}")]
    [InlineData("{\"by\":\"ann\"}")]
    [InlineData("{\"state\":1,\"by\":\"ann\"}")]
    [InlineData("{\"state\":\"unknown\",\"by\":\"ann\"}")]
    public async Task A_change_needs_a_state_and_a_person(string body)
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Open);
        using var http = host.Program(null);

        using var response = await http.PostAsync("/api/v1/alerts/a1b2c3/state", Json(body), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(host.Operations.Calls);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_body_beyond_the_bound_is_refused(bool isLengthKnown)
    {
        await using var host = await ApiHost.StartAsync(
            ApiHost.Open with { Bounds = new() { MaxRequestBytes = 1000 } });
        using var http = host.Program(null);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/query")
        {
            Content = Json($"{{\"query\":\"{new string('x', 2000)}\"}}"),
        };
        request.Headers.TransferEncodingChunked = !isLengthKnown;

        using var response = await http.SendAsync(request, Cancel);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "PKT8002"),
            (response.StatusCode, await CodeAsync(response)));
    }

    [Fact]
    public async Task A_query_too_many_is_told_to_come_back()
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Open with { Bounds = new() { ConcurrentQueries = 1 } });
        using var http = host.Program(null);
        var started = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        host.Operations.Query = async (_, _) =>
        {
            started.TrySetResult();
            await finish.Task;
            return Results.EveryType;
        };

        var first = http.PostAsync("/api/v1/query", Json("{\"query\":\"T\"}"), Cancel);
        await started.Task;
        using var second = await http.PostAsync("/api/v1/query", Json("{\"query\":\"T\"}"), Cancel);
        finish.SetResult();
        using var answered = await first;
        using var third = await http.PostAsync("/api/v1/query", Json("{\"query\":\"T\"}"), Cancel);

        Assert.Equal((HttpStatusCode.TooManyRequests, "PKT8005"), (second.StatusCode, await CodeAsync(second)));
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (answered.StatusCode, third.StatusCode));
    }

    [Fact]
    public async Task A_caller_that_goes_away_ends_its_query()
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Open);
        using var http = host.Program(null);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var ended = new TaskCompletionSource();
        host.Operations.Query = async (_, cancel) =>
        {
            await using var registration = cancel.Register(() => ended.TrySetResult());
            await leave.CancelAsync();
            await Task.Delay(Timeout.Infinite, cancel);
            return Results.EveryType;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => http.PostAsync("/api/v1/query", Json("{\"query\":\"T\"}"), leave.Token));

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    [Fact]
    public async Task A_path_of_the_API_that_does_not_exist_says_so()
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Open);
        using var http = host.Program(null);

        using var response = await http.GetAsync("/api/v2/query", Cancel);

        Assert.Equal((HttpStatusCode.NotFound, "PKT8003"), (response.StatusCode, await CodeAsync(response)));
    }

    [Fact]
    public async Task Readiness_tells_why_events_cannot_be_acknowledged()
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Open);
        using var http = host.Program(null);
        Assert.Equal("ok\n", await http.GetStringAsync("/readyz", Cancel));

        host.Operations.StoreProblem = "the disk is full";
        using var response = await http.GetAsync("/readyz", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("not ready: the disk is full\n", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Metrics_show_Pickets_instruments()
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Open);
        using var http = host.Program(null);
        using var meter = new System.Diagnostics.Metrics.Meter(PicketApi.MeterName);
        meter.CreateCounter<long>("picket.test.things").Add(5);

        var text = await http.GetStringAsync("/metrics", Cancel);

        Assert.Contains("picket_test_things_total", text, StringComparison.Ordinal);
        Assert.Contains("dotnet_", text, StringComparison.Ordinal);
    }

    internal static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    internal static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        Assert.Equal(ApiProblem.MediaType, response.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel));
        return document.RootElement.GetProperty("code").GetString();
    }
}
