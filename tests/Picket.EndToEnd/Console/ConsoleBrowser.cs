using Microsoft.Playwright;
using Xunit;

namespace Picket.EndToEnd.Console;

/// <summary>A real browser before a running console; one for all tests, a fresh context for each.</summary>
public sealed class ConsoleBrowser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Starts the browser where there is one.</summary>
    public async ValueTask InitializeAsync()
    {
        if (File.Exists(Chromium))
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Arguments });
        }
    }

    /// <summary>Opens a page in a context of its own; skips the test where there is no browser.</summary>
    internal Task<Visit> OpenAsync(
        ConsoleHost host, string path, BrowserNewContextOptions? options = null, Func<IPage, Task>? prepare = null) =>
        OpenAsync(host.Address + path, options, prepare);

    /// <inheritdoc cref="OpenAsync(ConsoleHost, string, BrowserNewContextOptions, Func{IPage, Task})"/>
    internal async Task<Visit> OpenAsync(string address, BrowserNewContextOptions? options = null, Func<IPage, Task>? prepare = null)
    {
        Assert.SkipWhen(_browser is null, $"No browser at '{Chromium}': install Debian's 'chromium' to run this test.");
        var context = await _browser!.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        return await Visit.BeginAsync(context, address, prepare);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
