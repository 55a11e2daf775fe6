using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Picket.Web.Api;
using Xunit;

namespace Picket.Tests.Web;

/// <summary>The audit webhook: who may deliver, and what the sender is told.</summary>
public sealed class WebhookTests
{
    private const string Token = "webhook-0123456789abcdef";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delivery_reaches_the_receiver_with_its_cluster_and_is_answered_when_it_is_kept()
    {
        var receiver = new RecordingReceiver();
        await using var host = await ApiHost.StartAsync(ApiHost.Open, receiver);
        using var http = host.Browser();

        using var plain = await http.PostAsync("/audit/webhook", ApiBoundsTests.Json("{\"items\":[]}"), Cancel);
        using var named = await http.PostAsync(
            "/audit/webhook/subscriptions/1/aks-prod?timeout=30s", ApiBoundsTests.Json("two"), Cancel);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (plain.StatusCode, named.StatusCode));
        Assert.Equal(["|127.0.0.1|{\"items\":[]}", "subscriptions/1/aks-prod|127.0.0.1|two"], receiver.Received);
    }

    [Theory]
    [InlineData(WebhookOutcome.Unavailable, HttpStatusCode.ServiceUnavailable, "PKT8009")]
    [InlineData(WebhookOutcome.TooLarge, HttpStatusCode.RequestEntityTooLarge, "PKT8002")]
    [InlineData(WebhookOutcome.Malformed, HttpStatusCode.BadRequest, "PKT8001")]
    [InlineData(WebhookOutcome.Unknown, HttpStatusCode.InternalServerError, "PKT8010")]
    public async Task What_was_not_kept_is_never_answered_with_200(
        WebhookOutcome outcome, HttpStatusCode status, string code)
    {
        var receiver = new RecordingReceiver { Reply = new(outcome, "why", TimeSpan.FromSeconds(2.1)) };
        await using var host = await ApiHost.StartAsync(ApiHost.Open, receiver);
        using var http = host.Browser();

        using var response = await http.PostAsync("/audit/webhook", ApiBoundsTests.Json("{}"), Cancel);

        Assert.Equal((status, code), (response.StatusCode, await ApiBoundsTests.CodeAsync(response)));
        Assert.Equal(outcome == WebhookOutcome.Unavailable ? TimeSpan.FromSeconds(3) : null,
            response.Headers.RetryAfter?.Delta);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_delivery_beyond_the_bound_is_refused(bool isLengthKnown)
    {
        await using var host = await ApiHost.StartAsync(
            ApiHost.Open with { Bounds = new() { MaxWebhookBytes = 1000 } }, new RecordingReceiver());
        using var http = host.Browser();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/audit/webhook")
        {
            Content = ApiBoundsTests.Json(new string('x', 5000)),
        };
        request.Headers.TransferEncodingChunked = !isLengthKnown;

        using var response = await http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Without_a_source_behind_it_the_webhook_is_not_there()
    {
        await using var host = await ApiHost.StartAsync(ApiHost.Open);
        using var http = host.Browser();

        using var response = await http.PostAsync("/audit/webhook", ApiBoundsTests.Json("{}"), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData(ApiHost.AccessToken, HttpStatusCode.Unauthorized)]
    [InlineData(Token, HttpStatusCode.OK)]
    public async Task The_webhooks_own_token_opens_it_and_nothing_else(string? token, HttpStatusCode wanted)
    {
        var receiver = new RecordingReceiver();
        await using var host = await ApiHost.StartAsync(ApiHost.Guarded with { WebhookToken = Token }, receiver);
        using var http = host.Browser();
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);

        using var delivered = await http.PostAsync("/audit/webhook", ApiBoundsTests.Json("{}"), Cancel);
        using var alerts = await http.GetAsync("/api/v1/alerts", Cancel);

        Assert.Equal(wanted, delivered.StatusCode);
        Assert.Equal(wanted == HttpStatusCode.OK ? 1 : 0, receiver.Received.Count);
        Assert.Equal(token == ApiHost.AccessToken ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, alerts.StatusCode);
    }

    [Fact]
    public async Task A_client_certificate_opens_the_webhook_when_it_or_its_authority_is_known()
    {
        using var authority = Certificates.Authority("cluster authority");
        using var issued = Certificates.Issue(authority, "kube-apiserver");
        using var pinned = Certificates.SelfSigned("pinned");
        using var stranger = Certificates.SelfSigned("stranger");
        using var server = Certificates.SelfSigned("localhost");
        var options = ApiHost.Guarded with
        {
            WebhookCertificates = [pinned.GetCertHashString(HashAlgorithmName.SHA256)],
            WebhookAuthorities = [authority],
        };
        await using var host = await ApiHost.StartAsync(options, new RecordingReceiver(), server);

        Assert.Equal(HttpStatusCode.OK, await DeliverAsync(host.Url, server, pinned));
        Assert.Equal(HttpStatusCode.OK, await DeliverAsync(host.Url, server, issued));
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(host.Url, server, stranger));
        Assert.Equal(HttpStatusCode.Unauthorized, await DeliverAsync(host.Url, server, null));
    }

    private static async Task<HttpStatusCode> DeliverAsync(
        Uri url, X509Certificate2 server, X509Certificate2? certificate)
    {
        using var handler = new SocketsHttpHandler();
        // The server's certificate is made for this test and in nobody's trust store.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => server.Equals(shown);
        if (certificate is not null)
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, null,
                offline: true);
        using var http = new HttpClient(handler) { BaseAddress = url };
        using var response = await http.PostAsync("/audit/webhook", ApiBoundsTests.Json("{}"), Cancel);
        return response.StatusCode;
    }

    private sealed class RecordingReceiver : IAuditWebhookReceiver
    {
        public List<string> Received { get; } = [];

        public WebhookReply Reply { get; init; } = WebhookReply.Committed(default);

        public async Task<WebhookReply> AcceptAsync(
            PipeReader body, string peer, string cluster, CancellationToken cancellationToken)
        {
            using var reader = new StreamReader(body.AsStream(), Encoding.UTF8);
            Received.Add($"{cluster}|{peer}|{await reader.ReadToEndAsync(cancellationToken)}");
            return Reply;
        }
    }
}
