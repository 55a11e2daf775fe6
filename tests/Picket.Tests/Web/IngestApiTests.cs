using System.IO.Pipelines;
using System.Net;
using System.Text;
using Picket.Core;
using Picket.Web.Api;
using Picket.Web.Api.Client;
using Xunit;

namespace Picket.Tests.Web;

/// <summary>Pieces of audit files: what reaches the receiver, what the sender is told, and who may send.</summary>
public sealed class IngestApiTests
{
    private static readonly KeptCounts Counts = new(5, 4, 3, 2, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_piece_arrives_with_its_file_and_line_and_its_counts_come_back()
    {
        var receiver = new RecordingReceiver(WebhookReply.Committed(Counts));
        await using var host = await ApiHost.StartAsync(ApiHost.Guarded, ingest: receiver);
        using var http = host.Program(ApiHost.LocalToken);

        var reply = await new ApiClient(http).IngestAsync("{}\n"u8.ToArray(), "/var/log/ä&b c.log", 1001, Cancel);

        Assert.Equal(new(Counts, "", TimeSpan.Zero), reply);
        Assert.Equal(["/var/log/ä&b c.log|1000|{}\n"], receiver.Received);
    }

    [Fact]
    public async Task The_counts_are_json_and_the_origin_is_the_sender_unless_given()
    {
        var receiver = new RecordingReceiver(WebhookReply.Committed(Counts));
        await using var host = await ApiHost.StartAsync(ApiHost.Guarded, ingest: receiver);
        using var http = host.Program(ApiHost.AccessToken);

        using var answer = await http.PostAsync("/api/v1/ingest", new StringContent("x"), Cancel);

        Assert.Equal("""{"eventsRead":5,"stored":4,"duplicates":3,"quarantined":2,"findings":1}""",
            await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(["127.0.0.1|0|x"], receiver.Received);
    }

    [Fact]
    public async Task A_piece_that_cannot_be_kept_now_is_told_with_when_to_come_again()
    {
        var receiver = new RecordingReceiver(WebhookReply.Unavailable("the disk is full", TimeSpan.FromSeconds(7)));
        await using var host = await ApiHost.StartAsync(ApiHost.Open, ingest: receiver);
        using var http = host.Program(ApiHost.LocalToken);

        var reply = await new ApiClient(http).IngestAsync("{}"u8.ToArray(), "a", 1, Cancel);

        Assert.Equal(new(null, "the disk is full", TimeSpan.FromSeconds(7)), reply);
    }

    [Fact]
    public async Task A_piece_over_the_bound_is_refused_for_good()
    {
        var receiver = new RecordingReceiver(WebhookReply.Committed(Counts));
        await using var host = await ApiHost.StartAsync(
            ApiHost.Open with { Bounds = new() { MaxWebhookBytes = 1000 } }, ingest: receiver);
        using var http = host.Program(ApiHost.LocalToken);

        var refusal = await Assert.ThrowsAsync<ApiException>(
            () => new ApiClient(http).IngestAsync(new byte[1001], "a", 1, Cancel));

        Assert.Equal((413, "PKT8002"), (refusal.Status, refusal.Code));
        Assert.Empty(receiver.Received);
    }

    [Theory]
    [InlineData("?line=0")]
    [InlineData("?line=x")]
    [InlineData("?origin=long")]
    public async Task A_value_that_makes_no_sense_is_named(string query)
    {
        await using var host = await ApiHost.StartAsync(
            ApiHost.Open, ingest: new RecordingReceiver(WebhookReply.Committed(Counts)));
        using var http = host.Program(ApiHost.LocalToken);
        query = query.Replace("long", new string('o', 5000), StringComparison.Ordinal);

        using var answer = await http.PostAsync("/api/v1/ingest" + query, new StringContent("x"), Cancel);

        Assert.Equal((HttpStatusCode.BadRequest, "PKT8004"), (answer.StatusCode, await ApiBoundsTests.CodeAsync(answer)));
    }

    [Fact]
    public async Task Neither_strangers_nor_pages_of_other_sites_may_send()
    {
        var receiver = new RecordingReceiver(WebhookReply.Committed(Counts));
        await using var guarded = await ApiHost.StartAsync(ApiHost.Guarded, ingest: receiver);
        await using var open = await ApiHost.StartAsync(ApiHost.Open, ingest: receiver);
        using var stranger = guarded.Program(token: null);
        using var page = open.Browser();

        using var withoutToken = await stranger.PostAsync("/api/v1/ingest", new StringContent("x"), Cancel);
        using var fromPage = await page.PostAsync("/api/v1/ingest", new StringContent("x"), Cancel);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (withoutToken.StatusCode, fromPage.StatusCode));
        Assert.Empty(receiver.Received);
    }

    private sealed class RecordingReceiver(WebhookReply reply) : IIngestReceiver
    {
        public List<string> Received { get; } = [];

        public async Task<WebhookReply> IngestAsync(
            PipeReader body, string origin, long linesBefore, CancellationToken cancellationToken)
        {
            using var reader = new StreamReader(body.AsStream(), Encoding.UTF8);
            Received.Add($"{origin}|{linesBefore}|{await reader.ReadToEndAsync(cancellationToken)}");
            return reply;
        }
    }
}
