using System.Security.Cryptography;
using Picket.Folders;
using Picket.Tests.Web;
using Xunit;

namespace Picket.Tests.Cli;

/// <summary>Commands find the server that runs on their data folder, and do without it where none does.</summary>
public sealed class ServerDiscoveryTests
{
    private static readonly DateTime Started = KnownOperations.Noon;

    [Fact]
    public async Task A_running_server_is_asked_instead_of_the_folder()
    {
        using var line = new CommandLine();
        await using var host = await ApiHost.StartAsync(ApiHost.Guarded);
        Publish(line, new(host.Url, ApiHost.LocalToken, 1, Started));

        var outcome = await line.RunAsync("outbox", "replay", "pager");

        Assert.Equal((ExitCode.Ok, "Replayed  3\n"), (outcome.Exit, outcome.Out));
        Assert.Equal(["replay pager"], host.Operations.Calls);
        Assert.Empty(line.Local.Calls);
    }

    [Fact]
    public async Task A_token_that_is_no_longer_right_is_explained()
    {
        using var line = new CommandLine();
        await using var host = await ApiHost.StartAsync(ApiHost.Guarded);
        Publish(line, new(host.Url, "stale-0123456789abcdef", 1, Started));

        var outcome = await line.RunAsync("alerts");

        Assert.Equal((ExitCode.CouldNotEvaluate, "picket: PKT8006: The bearer token is not the right one.\n"),
            (outcome.Exit, outcome.Error));
    }

    [Fact]
    public async Task A_server_that_crashed_leaves_a_file_that_is_ignored()
    {
        using var line = new CommandLine();
        var host = await ApiHost.StartAsync(ApiHost.Open);
        Publish(line, new(host.Url, ApiHost.LocalToken, 1, Started));
        await host.DisposeAsync();

        var outcome = await line.RunAsync("alerts");

        Assert.Equal(ExitCode.Ok, outcome.Exit);
        Assert.Equal(["open", "close"], line.Local.Calls);
    }

    [Theory, InlineData(""), InlineData("{"),
        InlineData("{\"url\":\"file:///etc\",\"pid\":1,\"started\":\"2026-01-01T00:00:00Z\"}"), InlineData("null")]
    public async Task A_file_that_makes_no_sense_is_ignored(string content)
    {
        using var line = new CommandLine();
        line.FileOf("data/server.json", content);

        Assert.Equal(ExitCode.Ok, (await line.RunAsync("alerts")).Exit);
        Assert.Equal(["open", "close"], line.Local.Calls);
    }

    [Fact]
    public async Task Another_program_on_the_port_never_sees_the_token()
    {
        using var line = new CommandLine();
        await using var stranger = await StrangerServer.StartAsync();
        Publish(line, new(stranger.Url, ApiHost.LocalToken, 1, Started));

        await line.RunAsync("alerts");

        Assert.NotEmpty(stranger.Requests);
        Assert.All(stranger.Requests, r => Assert.DoesNotContain(ApiHost.LocalToken, r, StringComparison.Ordinal));
        Assert.Equal(["open", "close"], line.Local.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_with_tls_is_known_by_its_certificate(bool isOwn)
    {
        using var line = new CommandLine();
        using var shown = Certificates.SelfSigned("picket.example.org");
        using var other = Certificates.SelfSigned("picket.example.org");
        await using var host = await ApiHost.StartAsync(ApiHost.Guarded, certificate: shown);
        var expected = (isOwn ? shown : other).GetCertHashString(HashAlgorithmName.SHA256);
        Publish(line, new(host.Url, ApiHost.LocalToken, 1, Started) { Certificate = expected });

        await line.RunAsync("outbox", "replay", "pager");

        Assert.Equal(isOwn ? ["replay pager"] : [], host.Operations.Calls);
    }

    [Fact]
    public void The_file_is_for_its_owners_eyes_and_comes_back_as_it_was()
    {
        using var line = new CommandLine();
        var written = new ServerFile(new("http://127.0.0.1:8480"), "token", 42, Started);

        Publish(line, written);
        Publish(line, written with { Pid = 43 });

        Assert.Equal(written with { Pid = 43 }, ServerFile.Read(line.Data));
        Assert.Equal(["server.json"], Directory.GetFiles(line.Data).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(line.Data, "server.json")));
        }

        Assert.DoesNotContain("token", written.ToString(), StringComparison.OrdinalIgnoreCase);
        ServerFile.Delete(line.Data);
        Assert.Null(ServerFile.Read(line.Data));
    }

    private static void Publish(CommandLine line, ServerFile file)
    {
        Directory.CreateDirectory(line.Data);
        file.Write(line.Data);
    }
}
