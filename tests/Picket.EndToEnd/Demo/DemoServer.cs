using Picket.EndToEnd.Running;

namespace Picket.EndToEnd.Demo;

/// <summary><c>picket up --demo</c>, one for all tests of a class.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly WorkFolder _folder = new();
    private PicketProcess? _server;

    internal WorkFolder Folder => _folder;

    internal PicketProcess Server => _server!;

    public async ValueTask InitializeAsync() => _server = await PicketProcess.StartAsync(_folder, "--demo");

    /// <summary>Waits until so many alerts were printed, and returns their lines.</summary>
    internal Task<IReadOnlyList<string>> AlertsAsync(int count) => Poll.ForAsync(
        $"{count} alerts are printed", Patience,
        () => Task.FromResult(Server.Output.Lines is { } lines && lines.Count >= count ? lines : null), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }
}
