using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Picket.EndToEnd.Console;

/// <summary>Files the console hands out: its own assets, and results to keep. No browser needed.</summary>
public sealed partial class FileTests
{
    [Fact]
    public async Task Assets_are_named_by_their_content_and_kept_for_ever()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        using var client = host.NewClient();
        var page = await client.GetStringAsync("/", TestContext.Current.CancellationToken);
        var addresses = AssetAddress().Matches(page).Select(match => match.Value).ToList();

        Assert.Equal(3, addresses.Count);
        foreach (var address in addresses)
        {
            using var first = await client.GetAsync(address, TestContext.Current.CancellationToken);
            using var again = new HttpRequestMessage(HttpMethod.Get, address);
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var second = await client.SendAsync(again, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            Assert.Contains("immutable", first.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        }
    }

    [Fact]
    public async Task A_csv_download_defuses_formulas_and_leaves_numbers_alone()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        using var client = host.NewClient();

        using var response = await client.GetAsync("/hunt/download?format=csv&q=formulas", TestContext.Current.CancellationToken);

        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(
            "Name,Number,Body\r\n'=cmd()|'/C calc'!A0,-5,\"{\"\"a\"\":1}\"\r\n\"a,\"\"b\"\"\nc\",0.25,\r\n",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_json_download_keeps_types_and_nested_values()
    {
        await using var host = await ConsoleHost.StartAsync(TestContext.Current.CancellationToken);
        using var client = host.NewClient();

        using var document = JsonDocument.Parse(await client.GetByteArrayAsync("/hunt/download?format=json&q=formulas", TestContext.Current.CancellationToken));

        var row = document.RootElement[0];
        Assert.Equal("=cmd()|'/C calc'!A0", row.GetProperty("Name").GetString());
        Assert.Equal(-5, row.GetProperty("Number").GetDouble());
        Assert.Equal(1, row.GetProperty("Body").GetProperty("a").GetInt32());
        Assert.Equal(JsonValueKind.Null, document.RootElement[1].GetProperty("Body").ValueKind);
    }

    [GeneratedRegex("/assets/[0-9a-f]{16}/[a-z.]+", RegexOptions.None, 1000)]
    private static partial Regex AssetAddress();
}
