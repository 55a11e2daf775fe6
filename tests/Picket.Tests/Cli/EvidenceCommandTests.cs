using Picket.Core;
using Picket.Tests.Web;
using Xunit;

namespace Picket.Tests.Cli;

/// <summary><c>picket evidence</c>.</summary>
public sealed class EvidenceCommandTests
{
    [Fact]
    public async Task An_export_is_written_byte_for_byte()
    {
        using var line = new CommandLine();
        var target = Path.Combine(line.Folder, "export");

        var outcome = await line.RunAsync("evidence", "export", "--out", target);

        Assert.Equal(ExitCode.Ok, outcome.Exit);
        foreach (var file in Results.Export)
            Assert.Equal(file.Content.ToArray(),
                await File.ReadAllBytesAsync(Path.Combine(target, file.Path), TestContext.Current.CancellationToken));
        Assert.Contains("ledger.jsonl         3  ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356",
            outcome.Out, StringComparison.Ordinal);
        Assert.Equal(["data", "export"], Directory.GetDirectories(line.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_left_alone()
    {
        using var line = new CommandLine();
        var present = line.FileOf("export/old.txt", "keep");

        var outcome = await line.RunAsync("evidence", "export", "--out", Path.Combine(line.Folder, "export"));

        Assert.Equal(ExitCode.Usage, outcome.Exit);
        Assert.Contains("PKT7051", outcome.Error, StringComparison.Ordinal);
        Assert.Equal([present], Directory.GetFiles(Path.Combine(line.Folder, "export")));
        Assert.Empty(line.Local.Calls);
    }

    [Theory, InlineData("../outside.txt"), InlineData("/tmp/outside-of-export.txt"), InlineData("a/../../outside.txt")]
    public async Task A_file_name_cannot_lead_out_of_the_folder(string name)
    {
        using var line = new CommandLine();
        var target = Path.Combine(line.Folder, "export");
        IReadOnlyList<ExportFile> files = [Results.Export[0], new(name, new byte[] { 1 })];

        var thrown = await Assert.ThrowsAsync<CliException>(
            () => Commands.ExportFolder.WriteAsync(target, files, TestContext.Current.CancellationToken));

        Assert.Equal("PKT7053", thrown.Code);
        Assert.Empty(Directory.GetFileSystemEntries(line.Folder));
    }

    [Fact]
    public async Task Proof_that_cannot_be_written_is_said_and_nothing_is_left()
    {
        using var line = new CommandLine();
        line.Local.Operations.ExportFailure = new IOException("The ledger is read-only.");

        var outcome = await line.RunAsync("evidence", "export", "--out", Path.Combine(line.Folder, "export"));

        Assert.Equal((ExitCode.CouldNotEvaluate, "picket: PKT7005: The ledger is read-only.\n"),
            (outcome.Exit, outcome.Error));
        Assert.False(Directory.Exists(Path.Combine(line.Folder, "export")));
    }

    [Fact]
    public async Task Verifying_needs_no_data_folder()
    {
        using var line = new CommandLine();

        var outcome = await line.RunBareAsync(TestContext.Current.CancellationToken, "evidence", "verify",
            line.Folder, "--data", "/none");

        Assert.Equal(ExitCode.Ok, outcome.Exit);
        Assert.StartsWith("Checked       evidence\nResult        whole\n", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_the_callers_mistake()
    {
        using var line = new CommandLine();

        Assert.Equal(ExitCode.Usage, (await line.RunAsync("evidence", "verify", "/none")).Exit);
    }
}
