using System.Net.Sockets;
using Picket.Web.Api;
using Picket.Web.Api.Client;

namespace Picket.Folders;

/// <summary>Finds the server that runs on a data folder, and opens the folder itself where none does.</summary>
internal sealed class Connector(Lazy<ILocalPicket> local)
{
    // A port where nobody listens refuses at once. A busy server may answer late, and to take it for none would only lead
    // to the folder that it holds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="CliException">There is no such folder, or it cannot be opened.</exception>
    public async Task<PicketConnection> ConnectAsync(LocalTarget target, CancellationToken cancellationToken)
    {
        if (await FindServerAsync(target.DataFolder, cancellationToken) is { } server)
            return server;

        if (!Directory.Exists(target.DataFolder))
        {
            throw CliException.CouldNotEvaluate("PKT7010",
                $"There is no data folder '{target.DataFolder}'. Start one with 'picket up' or 'picket ingest FILE', " +
                "or name the right one with '--data DIR'.");
        }

        var session = await local.Value.OpenAsync(target, cancellationToken);
        return new(session.Operations, null, session);
    }

    /// <summary>A connection to the server that runs on the folder; null when none answers.</summary>
    public static async Task<PicketConnection?> FindServerAsync(string dataFolder, CancellationToken cancellationToken)
    {
        if (ServerFile.Read(dataFolder) is not { } file)
            return null;

        // Asked without the token: after a crash another program may have come to listen on the port.
        using (var stranger = ApiClient.CreateHttp(file.Url, token: null, Patience, file.Certificate))
        {
            if (!await IsPicketAsync(stranger, cancellationToken))
                return null;
        }

        var http = ApiClient.CreateHttp(file.Url, file.Token, Patience, file.Certificate);
        return new(new ApiClient(http), file.Url, new HttpOwner(http));
    }

    private static async Task<bool> IsPicketAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var response = await http.GetAsync(
                ApiRoutes.Live, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return response.IsSuccessStatusCode && response.Headers.Contains(ApiRoutes.MarkHeader);
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private sealed class HttpOwner(HttpClient http) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            http.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
