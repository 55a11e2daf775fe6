using Xunit;

namespace Picket.Tests.Cli;

/// <summary>Which data folder a command works on.</summary>
public sealed class DataFolderTests
{
    [Fact]
    public void The_configuration_names_the_folder_relative_to_itself()
    {
        using var line = new CommandLine();
        var config = line.FileOf("etc/picket.yaml", "data: ../store");

        Assert.Equal(Path.Combine(line.Folder, "store"), LocalTarget.Of(null, config).DataFolder);
    }

    [Fact]
    public void The_option_goes_before_the_configuration()
    {
        using var line = new CommandLine();
        var config = line.FileOf("picket.yaml", "data: store");

        Assert.Equal("other", LocalTarget.Of("other", config).DataFolder);
    }

    [Fact]
    public async Task A_wrong_configuration_does_not_lead_to_another_folder()
    {
        using var line = new CommandLine();
        var config = line.FileOf("picket.yaml", "dat: store");

        var outcome = await line.RunBareAsync(TestContext.Current.CancellationToken, "report", "--config", config);

        Assert.Equal(ExitCode.Usage, outcome.Exit);
        Assert.Contains("Did you mean 'data'?", outcome.Error);
        Assert.Empty(line.Local.Calls);
    }
}
