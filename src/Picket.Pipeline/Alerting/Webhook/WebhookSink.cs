using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Picket.Core;

namespace Picket.Pipeline.Alerting.Webhook;

/// <summary>Posts each delivery as JSON to one address, signed where there is a secret.</summary>
public sealed class WebhookSink : ISink, IDisposable
{
    /// <summary>The name of this kind of output in the configuration.</summary>
    public const string Kind = "webhook";

    /// <summary>The header that carries the delivery's id: the same id again is the same message again.</summary>
    public const string DeliveryHeader = "X-Picket-Delivery";

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Connections are made anew after this time, so that a changed address is noticed.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly OutputOptions _options;
    private readonly ISecrets _secrets;
    private readonly TimeProvider _time;
    private HttpClient? _client;

    /// <summary>Makes the sink of an output.</summary>
    public WebhookSink(OutputOptions options, ISecrets secrets, TimeProvider time)
    {
        _options = options;
        _secrets = secrets;
        _time = time;
    }

    /// <inheritdoc/>
    public string Name => _options.Name;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _options.Url);
        if (!TryConnect(out var client, out var problem) || !TryFill(request, delivery, out problem))
            return Retry(problem, null);

        using var deadline = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Judge(answer);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Retry($"'{Address}' did not answer within {_options.Timeout.TotalSeconds:0.#} s.", null);
        }
        catch (HttpRequestException exception)
        {
            return Retry($"'{Address}' cannot be reached: {exception.InnerException?.Message ?? exception.Message}", null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client?.Dispose();

    private string Address => _options.Url.GetLeftPart(UriPartial.Authority);

    /// <summary>Made when first needed: a file of authorities that cannot be read keeps back this output's alerts, not Picket.</summary>
    private bool TryConnect([NotNullWhen(true)] out HttpClient? client, out string problem)
    {
        problem = "";
        try
        {
            _client ??= new(CreateHandler(_options.CaFile)) { Timeout = Timeout.InfiniteTimeSpan };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            problem = $"PKT5007: The 'caFile' of output '{Name}' ({_options.CaFile}) cannot be read: {exception.Message}";
        }

        client = _client;
        return client is not null;
    }

    private bool TryFill(HttpRequestMessage request, Delivery delivery, out string problem)
    {
        var body = Encoding.UTF8.GetBytes(delivery.Payload);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Picket", null));
        request.Headers.TryAddWithoutValidation(DeliveryHeader, delivery.Id);

        foreach (var (name, reference) in _options.Headers)
        {
            if (!_secrets.TryRead(reference, out var value, out problem))
                return false;
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var now = _time.GetUtcNow();
        request.Headers.TryAddWithoutValidation(WebhookSignature.TimestampHeader, WebhookSignature.Timestamp(now));
        if (_options.SecretRef is not { } secretRef)
        {
            problem = "";
            return true;
        }

        if (!_secrets.TryRead(secretRef, out var secret, out problem))
            return false;
        request.Headers.TryAddWithoutValidation(WebhookSignature.Header, WebhookSignature.Sign(secret, now, body));
        return true;
    }

    private SendResult Judge(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode)
            return SendResult.Delivered;

        var error = WebhookAnswer.Explain(_options.Url, answer.StatusCode);
        return WebhookAnswer.IsRefusal(answer.StatusCode)
            ? new(false, false, error, null)
            : Retry(error, RetryAfter(answer.Headers.RetryAfter));
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? wish) =>
        wish?.Delta ?? (wish?.Date is { } date ? date - _time.GetUtcNow() : null);

    private static SendResult Retry(string error, TimeSpan? retryAfter) => new(false, true, error, retryAfter);

    private static SocketsHttpHandler CreateHandler(string? caFile)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
        };
        if (caFile is not null)
            handler.SslOptions.CertificateChainPolicy = TrustOnly(caFile);
        return handler;
    }

    private static X509ChainPolicy TrustOnly(string caFile)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        return policy.CustomTrustStore.Count > 0
            ? policy
            : throw new CryptographicException("it holds no certificate.");
    }
}
