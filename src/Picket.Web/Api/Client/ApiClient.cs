using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Picket.Core;
using Picket.Web.Api.Json;

namespace Picket.Web.Api.Client;

/// <summary>Asks a running server through its HTTP API. The given client is used, not owned.</summary>
public sealed class ApiClient(HttpClient http) : IOperations
{
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>A client for a server's URL that shows a token with every call. The caller disposes it.</summary>
    /// <param name="server">The URL.</param>
    /// <param name="token">The token; null shows none.</param>
    /// <param name="connectTimeout">How long connecting may take.</param>
    /// <param name="certificate">SHA-256 of the one certificate to accept, in hex; null accepts what the machine trusts.</param>
    public static HttpClient CreateHttp(Uri server, string? token, TimeSpan connectTimeout, string? certificate)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = connectTimeout,
            // The server is named by its address, often on this machine: a proxy would only see the token.
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
        };
        // A server on this machine is called by its address, which its certificate seldom names: it is known by the certificate.
        if (certificate is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) =>
                string.Equals(shown?.GetCertHashString(HashAlgorithmName.SHA256), certificate, StringComparison.OrdinalIgnoreCase);
        }

        var http = new HttpClient(handler)
        {
            BaseAddress = server,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        http.DefaultRequestHeaders.Add(ApiRoutes.MarkHeader, "1");
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <inheritdoc/>
    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken)
    {
        var call = new QueryCall(request.Text, request.MaxRows, request.Timeout.TotalSeconds, request.Now)
        {
            MaxBytes = request.MaxBytes,
            Parameters = request.Parameters.Count > 0 ? request.Parameters : null,
            Explain = request.IsExplained ? true : null,
        };
        return PostAsync(ApiRoutes.Query, call, ApiJson.Default.QueryCall, ApiJson.Default.QueryResult,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<QueryLibrary> LibraryAsync(CancellationToken cancellationToken) =>
        GetAsync(ApiRoutes.Library, ApiJson.Default.QueryLibrary, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Alert>> AlertsAsync(AlertFilter filter, CancellationToken cancellationToken)
    {
        var path = new StringBuilder(ApiRoutes.Alerts).Append(CultureInfo.InvariantCulture, $"?limit={filter.Limit}");
        foreach (var state in filter.States)
            path.Append(CultureInfo.InvariantCulture, $"&state={Words.Of(state)}");
        if (filter.AtLeast != Severity.Unknown)
            path.Append(CultureInfo.InvariantCulture, $"&severity={Words.Of(filter.AtLeast)}");
        if (filter.Since is { } since)
            path.Append(CultureInfo.InvariantCulture, $"&since={Uri.EscapeDataString($"{since:O}")}");
        if (filter.Id is { } id)
            path.Append(CultureInfo.InvariantCulture, $"&id={Uri.EscapeDataString(id)}");
        return GetAsync(path.ToString(), ApiJson.Default.Alerts, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<AlertDetail?> AlertAsync(string id, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, AlertPath(id));
        return await SendAsync(request, ApiJson.Default.AlertDetail, isOptional: true, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Alert?> ChangeAlertAsync(
        string id, AlertState state, string by, string note, CancellationToken cancellationToken)
    {
        using var request = Post(AlertPath(id) + "/state", new(state, by, note), ApiJson.Default.StateCall);
        return await SendAsync(request, ApiJson.Default.Alert, isOptional: true, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Report> ReportAsync(CancellationToken cancellationToken) =>
        GetAsync(ApiRoutes.Report, ApiJson.Default.Report, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExportFile>> ExportEvidenceAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ApiRoutes.EvidenceExport);
        return (await SendAsync(request, ApiJson.Default.ExportFiles, isOptional: false, cancellationToken))!;
    }

    /// <inheritdoc/>
    public Task<HealthView> HealthAsync(CancellationToken cancellationToken) =>
        GetAsync(ApiRoutes.Health, ApiJson.Default.HealthView, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Delivery>> DeliveriesAsync(
        DeliveryState state, int limit, CancellationToken cancellationToken) =>
        GetAsync($"{ApiRoutes.Deliveries}?state={Words.Of(state)}&limit={limit}", ApiJson.Default.Deliveries,
            cancellationToken);

    /// <inheritdoc/>
    public async Task<int> ReplayDeliveriesAsync(string? output, CancellationToken cancellationToken)
    {
        var call = new ReplayCall(output);
        var reply = await PostAsync(
            ApiRoutes.Replay, call, ApiJson.Default.ReplayCall, ApiJson.Default.ReplayReply, cancellationToken);
        return reply.Replayed;
    }

    /// <summary>Sends a piece of an audit file, cut between entries. Sending it again is safe: what is kept counts as duplicates.</summary>
    /// <param name="piece">Events line by line, or any other form the audit webhook takes.</param>
    /// <param name="origin">The file's name, for quarantine.</param>
    /// <param name="line">The line of the file that the piece starts with, from 1.</param>
    /// <param name="cancellationToken">Ends the call; the server may have kept the piece all the same.</param>
    /// <exception cref="ApiException">The server refuses the piece, now and later.</exception>
    /// <exception cref="HttpRequestException">The server does not answer.</exception>
    public async Task<IngestReply> IngestAsync(
        ReadOnlyMemory<byte> piece, string origin, long line, CancellationToken cancellationToken)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{ApiRoutes.Ingest}?origin={Uri.EscapeDataString(origin)}&line={line}");
        using var content = new ReadOnlyMemoryContent(piece);
        using var response = await http.PostAsync(path, content, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (response.IsSuccessStatusCode)
            return new(await JsonSerializer.DeserializeAsync(body, ApiJson.Default.KeptCounts, cancellationToken), "", TimeSpan.Zero);
        var problem = await ApiProblemReader.ReadAsync(response, body, cancellationToken);
        if (problem.Code != ApiProblem.StoreUnavailableCode)
            throw ApiProblemReader.ToException(problem);
        return new(null, problem.Detail, response.Headers.RetryAfter?.Delta ?? DefaultRetryAfter);
    }

    private static string AlertPath(string id) => $"{ApiRoutes.Alerts}/{Uri.EscapeDataString(id)}";

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return (await SendAsync(request, type, isOptional: false, cancellationToken))!;
    }

    private async Task<T> PostAsync<TCall, T>(
        string path, TCall call, JsonTypeInfo<TCall> callType, JsonTypeInfo<T> type,
        CancellationToken cancellationToken)
        where T : class
    {
        using var request = Post(path, call, callType);
        return (await SendAsync(request, type, isOptional: false, cancellationToken))!;
    }

    private static HttpRequestMessage Post<TCall>(string path, TCall call, JsonTypeInfo<TCall> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(call, type));
        content.Headers.ContentType = new("application/json");
        return new(HttpMethod.Post, path) { Content = content };
    }

    private async Task<T?> SendAsync<T>(
        HttpRequestMessage request, JsonTypeInfo<T> type, bool isOptional, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var problem = await ApiProblemReader.ReadAsync(response, body, cancellationToken);
            if (isOptional && problem.Code == ApiProblem.NotFoundCode)
                return null;
            throw ApiProblemReader.ToException(problem);
        }

        return await JsonSerializer.DeserializeAsync(body, type, cancellationToken)
            ?? throw new ApiException((int)response.StatusCode, "PKT8020",
                $"The server answered {request.RequestUri} with nothing.");
    }
}
