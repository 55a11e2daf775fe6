using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using Picket.Core;
using Picket.Pipeline.Alerting;
using Picket.Pipeline.Alerting.Webhook;
using Xunit;

namespace Picket.Tests.Alerting;

public sealed class WebhookSinkTests
{
    private static readonly Delivery Message = new()
    {
        Id = "k3f9-raised-soc", Output = "soc", AlertId = "k3f9", Payload = """{"title":"Ünïcode"}""",
        Created = Sample.Minute(0), NextAttempt = Sample.Minute(0), State = DeliveryState.Pending,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_receiver_can_prove_who_sent_what_and_when()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        var output = Sample.Output(url: $"{receiver.Url}") with { SecretRef = Reference("env:KEY") };

        var result = await SendAsync(output);

        Assert.True(result.IsDelivered, result.Error);
        var got = Assert.Single(receiver.All);
        var signed = $"{got.Headers["X-Picket-Timestamp"]}.{Encoding.UTF8.GetString(got.Body)}";
        var expected = HMACSHA256.HashData("shared secret"u8, Encoding.UTF8.GetBytes(signed));
        Assert.Equal($"v1={Convert.ToHexStringLower(expected)}", got.Headers["X-Picket-Signature"]);
        Assert.Equal(("k3f9-raised-soc", "application/json; charset=utf-8"), (got.Id, got.Headers["Content-Type"]));
    }

    [Fact]
    public async Task Configured_headers_are_read_by_reference()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        var output = Sample.Output(url: $"{receiver.Url}") with
        {
            Headers = new Dictionary<string, SecretReference> { ["Authorization"] = Reference("file:/run/token") },
        };

        await SendAsync(output);

        Assert.Equal("Bearer abc", Assert.Single(receiver.All).Headers["Authorization"]);
    }

    [Fact]
    public async Task A_missing_secret_sends_nothing_and_may_be_tried_again()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);

        var result = await SendAsync(Sample.Output(url: $"{receiver.Url}") with { SecretRef = Reference("env:NOWHERE") });

        Assert.Empty(receiver.All);
        Assert.Equal((false, true), (result.IsDelivered, result.IsRetryable));
        Assert.Contains("env:NOWHERE", result.Error);
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(413, false)]
    [InlineData(422, false)]
    [InlineData(401, true)]
    [InlineData(404, true)]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    public async Task Only_a_refusal_of_the_message_itself_is_final(int status, bool isRetryable)
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        receiver.AnswerWith(status);

        var result = await SendAsync(Sample.Output(url: $"{receiver.Url}"));

        Assert.Equal((false, isRetryable), (result.IsDelivered, result.IsRetryable));
        Assert.Contains($"answered {status}.", result.Error);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await Receiver.StartAsync(Cancellation);
        await using var receiver = await Receiver.StartAsync(Cancellation);
        receiver.Answer = (_, context) =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = $"{elsewhere.Url}";
            return Task.CompletedTask;
        };

        var result = await SendAsync(Sample.Output(url: $"{receiver.Url}"));

        Assert.Empty(elsewhere.All);
        Assert.Contains("Redirects are not followed", result.Error);
    }

    [Fact]
    public async Task An_error_repeats_neither_secrets_nor_the_receivers_words_nor_the_path()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        receiver.Answer = async (message, context) =>
        {
            context.Response.StatusCode = 500;
            await context.Response.WriteAsync($"you said {message.Headers["Authorization"]}");
        };
        var output = Sample.Output(url: $"{receiver.Url}/T000/secret-path") with
        {
            Headers = new Dictionary<string, SecretReference> { ["Authorization"] = Reference("file:/run/token") },
        };

        var result = await SendAsync(output);

        Assert.DoesNotContain("abc", result.Error);
        Assert.DoesNotContain("secret-path", result.Error);
    }

    [Fact]
    public async Task The_time_until_which_to_wait_may_be_a_date()
    {
        await using var receiver = await Receiver.StartAsync(Cancellation);
        receiver.Answer = (_, context) =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = Sample.Start.AddMinutes(3).ToString("R");
            return Task.CompletedTask;
        };

        var result = await SendAsync(Sample.Output(url: $"{receiver.Url}"));

        Assert.Equal(TimeSpan.FromMinutes(3), result.RetryAfter);
    }

    [Fact]
    public async Task A_receiver_is_trusted_by_its_own_authority_and_only_then()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem(), Cancellation);
        await using var receiver = await Receiver.StartAsync(Cancellation, certificate: certificate);
        var output = Sample.Output(url: $"{receiver.Url}");

        var trusting = await SendAsync(output with { CaFile = file });
        var strange = await SendAsync(output);
        File.Delete(file);
        var without = await SendAsync(output with { CaFile = file });

        Assert.True(trusting.IsDelivered, trusting.Error);
        Assert.Contains("cannot be reached", strange.Error);
        Assert.StartsWith("PKT5007: The 'caFile' of output 'soc'", without.Error);
        Assert.Single(receiver.All);
    }

    private static async Task<SendResult> SendAsync(OutputOptions output)
    {
        var secrets = new FixedSecrets(new() { ["env:KEY"] = "shared secret", ["file:/run/token"] = "Bearer abc" });
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Sample.Start);
        using var sink = new WebhookSink(output, secrets, time);
        return await sink.SendAsync(Message, Cancellation);
    }

    private static SecretReference Reference(string text)
    {
        Assert.True(SecretReference.TryParse(text, out var reference));
        return reference;
    }
}
