using System.Text.Json;
using Picket.Core;
using Picket.Web.Api.Client;
using Picket.Web.Api.Json;
using Xunit;

namespace Picket.Tests.Web;

/// <summary>What goes through the API comes out as it went in.</summary>
public sealed class ApiRoundTripTests : IAsyncLifetime
{
    private ApiHost _host = null!;
    private HttpClient _http = null!;
    private ApiClient _client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartAsync(ApiHost.Guarded);
        _http = _host.Program(ApiHost.LocalToken);
        _client = new(_http);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_result_keeps_every_cell_of_every_type()
    {
        var result = await _client.QueryAsync(new("AKSAudit"), Cancel);

        Assert.Equal(Results.EveryType.Columns, result.Columns);
        Assert.Equal(Results.EveryType.Rows, result.Rows);
        Assert.All(result.Rows.Select(r => r[5]).OfType<DateTime>(), time => Assert.Equal(DateTimeKind.Utc, time.Kind));
        Assert.Equal((true, Results.EveryType.Elapsed, "timechart"),
            (result.IsTruncated, result.Elapsed, result.Chart));
        Assert.Equal(["one", "two"], result.Warnings);
    }

    [Fact]
    public async Task A_query_travels_with_its_bounds()
    {
        var request = new QueryRequest("T | where a == '\u00e9'")
        {
            MaxRows = 7, Timeout = TimeSpan.FromSeconds(2.5), Now = KnownOperations.Noon,
        };

        await _client.QueryAsync(request, Cancel);

        Assert.Equal($"query {request}", Assert.Single(_host.Operations.Calls));
    }

    [Fact]
    public async Task Alerts_keep_every_field()
    {
        var alerts = await _client.AlertsAsync(new(), Cancel);

        AssertSame(Results.Alert, Assert.Single(alerts));
    }

    [Fact]
    public async Task A_filter_travels_whole()
    {
        var filter = new AlertFilter
        {
            States = [AlertState.Open, AlertState.Closed], AtLeast = Severity.Medium,
                Since = KnownOperations.Noon.AddTicks(1),
            Id = "a b&c", Limit = 5,
        };

        await _client.AlertsAsync(filter, Cancel);

        Assert.Equal("alerts [Open Closed] Medium 2026-03-14T12:00:00.0000001Z a b&c 5",
            Assert.Single(_host.Operations.Calls));
    }

    [Fact]
    public async Task An_alert_comes_with_its_findings_and_events()
    {
        var detail = await _client.AlertAsync("a1b2c3", Cancel);

        AssertSame(Results.Detail, detail);
    }

    [Theory, InlineData("none"), InlineData("a/../b"), InlineData("é ?")]
    public async Task An_alert_that_is_not_there_is_null(string id)
    {
        Assert.Null(await _client.AlertAsync(id, Cancel));
        Assert.Null(await _client.ChangeAlertAsync(id, AlertState.Closed, "ann", "", Cancel));
    }

    [Fact]
    public async Task A_change_of_state_travels_with_who_and_why()
    {
        var changed = await _client.ChangeAlertAsync("a1b2c3", AlertState.Acknowledged, "ann", "on it", Cancel);

        Assert.Equal("change a1b2c3 Acknowledged ann on it", Assert.Single(_host.Operations.Calls));
        AssertSame(Results.Alert with { State = AlertState.Acknowledged }, changed);
    }

    [Fact]
    public async Task A_report_keeps_all_states() => AssertSame(Results.Report, await _client.ReportAsync(Cancel));

    [Fact]
    public async Task An_export_keeps_its_bytes()
    {
        var files = await _client.ExportEvidenceAsync(Cancel);

        Assert.Equal(Results.Export.Select(f => f.Path), files.Select(f => f.Path));
        Assert.Equal(Results.Export.Select(f => f.Content.ToArray()), files.Select(f => f.Content.ToArray()));
    }

    [Fact]
    public async Task Health_keeps_every_field() => AssertSame(Results.Health, await _client.HealthAsync(Cancel));

    [Fact]
    public async Task Deliveries_are_listed_and_replayed()
    {
        AssertSame(Results.Deliveries, await _client.DeliveriesAsync(DeliveryState.Dead, 9, Cancel));
        Assert.Equal(3, await _client.ReplayDeliveriesAsync("pager", Cancel));
        Assert.Equal(3, await _client.ReplayDeliveriesAsync(null, Cancel));

        Assert.Equal(["deliveries Dead 9", "replay pager", "replay (all)"], _host.Operations.Calls);
    }

    [Fact]
    public async Task A_wrong_query_comes_back_with_all_its_problems_and_places()
    {
        QueryProblem[] problems = [new("PKT1001", "Unknown column 'x'.", 2, 5),
            new("PKT1002", "Unexpected '|'.", 3, 1)];
        _host.Operations.Query = (_, _) => throw new QueryException(problems);

        var thrown = await Assert.ThrowsAsync<QueryException>(() => _client.QueryAsync(new("T"), Cancel));

        Assert.Equal(problems, thrown.Problems);
    }

    [Fact]
    public async Task A_store_that_cannot_write_is_known_as_such_on_the_other_side()
    {
        _host.Operations.Query = (_, _) => throw new StoreUnavailableException("The disk is full.", null);

        var thrown = await Assert.ThrowsAsync<StoreUnavailableException>(() => _client.QueryAsync(new("T"), Cancel));

        Assert.Equal("The disk is full.", thrown.Message);
    }

    [Fact]
    public async Task Proof_that_cannot_be_written_is_an_error_the_caller_sees()
    {
        _host.Operations.ExportFailure = new IOException("The ledger is read-only.");

        var thrown = await Assert.ThrowsAsync<IOException>(() => _client.ExportEvidenceAsync(Cancel));

        Assert.Equal("The ledger is read-only.", thrown.Message);
    }

    [Fact]
    public async Task A_fault_inside_tells_nothing_of_itself()
    {
        _host.Operations.Query = (_, _) => throw new InvalidOperationException("secret 4111111111111111");

        var thrown = await Assert.ThrowsAsync<ApiException>(() => _client.QueryAsync(new("T"), Cancel));

        Assert.Equal((500, "PKT8010"), (thrown.Status, thrown.Code));
        Assert.DoesNotContain("secret", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_Picket_is_said_to_be_another_program()
    {
        using var stranger = new HttpClient(new StrangerHandler()) { BaseAddress = new("http://127.0.0.1:1") };

        var thrown = await Assert.ThrowsAsync<ApiException>(() => new ApiClient(stranger).ReportAsync(Cancel));

        Assert.Equal("PKT8021", thrown.Code);
    }

    private static void AssertSame<T>(T expected, T? actual)
    {
        var options = ApiJson.Default.Options;
        Assert.Equal(JsonSerializer.Serialize(expected, options), JsonSerializer.Serialize(actual, options));
    }

    private sealed class StrangerHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request,
            CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(
                System.Net.HttpStatusCode.NotImplemented) { Content = new StringContent("<html>") });
    }
}
