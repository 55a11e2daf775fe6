using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace Picket.EndToEnd.Running;

/// <summary>
/// <c>picket up</c> as a child process, in a work folder and on a free loopback port. Whatever happens in the test, it
/// does not outlive it.
/// </summary>
internal sealed class PicketProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private PicketProcess(Process process, ProgramOutput output)
    {
        _process = process;
        Output = output;
        Client = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
    }

    public ProgramOutput Output { get; }

    /// <summary>Speaks to the server as anybody on this machine.</summary>
    public HttpClient Client { get; }

    public Uri Url => Client.BaseAddress!;

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts the server and waits until it has announced itself.</summary>
    public static async Task<PicketProcess> StartAsync(WorkFolder folder, params string[] arguments)
    {
        var process = Process.Start(ProgramOutput.StartInfo(folder.Root, ["up", "--listen", "127.0.0.1:0", .. arguments]))!;
        var output = new ProgramOutput();
        output.Listen(process);
        var server = new PicketProcess(process, output);
        try
        {
            await server.AnnouncedAsync(DataFolder(folder, arguments));
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What <c>/readyz</c> says: 200, or 503 and the reason.</summary>
    public async Task<(HttpStatusCode Status, string Reason)> ReadyAsync()
    {
        using var answer = await Client.GetAsync("readyz", TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Most memory it ever held, in bytes.</summary>
    public long PeakMemory()
    {
        _process.Refresh();
        return _process.PeakWorkingSet64;
    }

    /// <summary>Takes the process away, as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks it to stop, as a service manager does; the result is its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync(CancellationToken.None);
        }

        using var longest = new CancellationTokenSource(StopTime);
        await _process.WaitForExitAsync(longest.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        Client.Dispose();
    }

    private static string DataFolder(WorkFolder folder, string[] arguments) =>
        Array.IndexOf(arguments, "--data") is >= 0 and var at ? arguments[at + 1] : folder.Data;

    // A killed server leaves its file behind: only the one with this process's id counts.
    private async Task AnnouncedAsync(string data) =>
        Client.BaseAddress = await Poll.ForAsync(
            "the server announces itself", StartTime,
            async () =>
            {
                Assert.False(HasExited, $"The server ended before it was ready: {Output.Errors}");
                var file = Path.Combine(data, "server.json");
                if (!File.Exists(file))
                {
                    return null;
                }

                using var server = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
                return server.RootElement.GetProperty("pid").GetInt32() == Id ? new Uri(server.RootElement.GetProperty("url").GetString()!) : null;
            },
            TestContext.Current.CancellationToken);
}
