using Picket.Core;
using Picket.Web.Api.Client;

namespace Picket.Folders;

/// <summary>Somebody to ask: a server that runs on the data folder, or the folder opened by this process.</summary>
internal sealed class PicketConnection(IOperations operations, Uri? server, IAsyncDisposable owner) : IAsyncDisposable
{
    public IOperations Operations { get; } = operations;

    /// <summary>The server's API; null when there is none and the folder was opened directly.</summary>
    public ApiClient? Api => Operations as ApiClient;

    /// <summary>The server's URL; null when there is none and the folder was opened directly.</summary>
    public Uri? Server { get; } = server;

    public ValueTask DisposeAsync() => owner.DisposeAsync();
}
