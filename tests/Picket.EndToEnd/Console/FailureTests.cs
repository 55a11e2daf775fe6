using System.Net;
using Picket.Core;
using Xunit;

namespace Picket.EndToEnd.Console;

/// <summary>What the console says when there is nothing to show, or nothing works. No browser needed.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData("/", "No open alerts", "No source has delivered yet", "No requirement catalogue is loaded")]
    [InlineData("/alerts", "Nothing to look at", "/alerts?state=closed", "/hunt")]
    [InlineData("/alerts?text=nobody", "No alert matches this filter", "Show all alerts", "Reset")]
    [InlineData("/hunt?q=nothing", "No event matches", "0 rows", "Widen the time range")]
    [InlineData("/hunt", "Start from an example", "Refused attempts by user", "render barchart")]
    [InlineData("/requirements", "No requirement catalogue is loaded", "content/controls", "Requirements")]
    [InlineData("/health", "No source has delivered yet", "Alerts go nowhere yet", "No rule is loaded")]
    public async Task A_new_data_folder_says_what_to_do_next(string path, params string[] words)
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        host.Operations.IsEmpty = true;
        using var client = host.NewClient();

        var page = await client.GetStringAsync(path, TestContext.Current.CancellationToken);

        Assert.All(words, word => Assert.Contains(word, page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/alerts")]
    [InlineData("/alerts/K7QF2M")]
    [InlineData("/hunt?q=AKSAudit")]
    [InlineData("/requirements")]
    [InlineData("/health")]
    public async Task An_unexpected_error_becomes_a_page_that_tells_nothing_secret(string path)
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        host.Operations.Failure = new InvalidOperationException("password=hunter2");
        using var client = host.NewClient();

        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);

        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("PKT8501", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", page, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", page, StringComparison.Ordinal);
        Assert.True(response.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task A_store_that_cannot_write_is_said_so()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        host.Operations.Failure = new StoreUnavailableException("The disk of './data' is full; free some space.", null);
        using var client = host.NewClient();

        using var response = await client.GetAsync("/alerts", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("is full; free some space", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/alerts/NOSUCH", "There is no alert")]
    [InlineData("/no/such/page", "Page not found")]
    [InlineData("/assets/0000/console.css", "")]
    public async Task What_does_not_exist_is_404(string path, string word)
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        using var client = host.NewClient();

        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains(word, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/hunt/download?format=csv&q=sumarize", "PKT1007")]
    [InlineData("/hunt/download?format=exe&q=AKSAudit", "Nothing to download")]
    [InlineData("/hunt/download", "Nothing to download")]
    public async Task A_download_that_cannot_be_is_explained(string path, string word)
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        using var client = host.NewClient();

        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(word, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
