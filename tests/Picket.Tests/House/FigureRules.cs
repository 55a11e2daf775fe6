using System.Globalization;
using Picket.Kql;
using Picket.Pipeline.Detecting;
using Picket.Storage.DuckDb;
using Xunit;

namespace Picket.Tests.House;

/// <summary>Figures that pages state are counted, not remembered.</summary>
public sealed class FigureRules
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("CHANGELOG.md")]
    public void The_number_of_rules_is_that_of_the_content(string page)
    {
        var rules = RuleSet.Load([Repository.PathOf("content/detections")], out _).Rules.Count;

        Assert.Contains($"{rules.ToString(CultureInfo.InvariantCulture)} Sigma rules", Repository.Read(page));
    }

    [Fact]
    public void The_number_of_examples_is_that_of_the_content()
    {
        var examples = RuleSet.Load([Repository.PathOf("content/detections")], out _).Rules
            .Sum(rule => rule.MustMatch.Count + rule.MustNotMatch.Count);

        Assert.Contains($"({examples.ToString(CultureInfo.InvariantCulture)} of them", Repository.Read("README.md"));
    }

    [Fact]
    public void The_size_of_the_query_language_is_that_of_its_catalogues()
    {
        Assert.Contains(
            $"{KqlLanguage.Operators.Count} operators and sources, {KqlLanguage.Functions.Count} functions, {KqlLanguage.Aggregates.Count} aggregates",
            Repository.Read("README.md"));
    }

    [Fact]
    public void The_number_of_requirements_and_of_those_evaluated_is_that_of_the_catalogue()
    {
        var lines = Repository.Files("content/controls", "*.yaml").SelectMany(file => File.ReadLines(Repository.PathOf(file))).ToList();
        var all = lines.Count(line => line.TrimStart().TrimStart('-').TrimStart().StartsWith("id:", StringComparison.Ordinal));
        var evaluated = lines.Count(line => line.TrimStart().StartsWith("check:", StringComparison.Ordinal));

        Assert.Contains($"all {all} requirement ids of PCI DSS 4.0.1 in five states; {evaluated} of them", Repository.Read("README.md"));
    }

    [Fact]
    public void The_bounds_of_the_store_are_those_of_its_options()
    {
        var options = new DuckDbOptions { Directory = "" };
        var sealing = $"{options.HotRows.ToString("N0", CultureInfo.InvariantCulture)} rows, {options.HotBytes >> 20} MiB of events";

        Assert.Contains(sealing, Repository.Read("ARCHITECTURE.md"));
        Assert.Contains($"| DuckDB | {options.MemoryLimit >> 20} MiB", Repository.Read("ARCHITECTURE.md"));
        Assert.Contains(sealing, Repository.Read("docs/decisions/0001-hot-table-and-sealed-segments.md"));
        Assert.Contains($"up to {options.HotBytes >> 20} MiB of events", Repository.Read("docs/guides/operating.md"));
    }
}
