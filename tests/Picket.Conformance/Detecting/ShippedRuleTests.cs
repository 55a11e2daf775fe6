using System.Text.RegularExpressions;
using Picket.Pipeline.Detecting;
using Xunit;

namespace Picket.Conformance.Detecting;

/// <summary>Every shipped rule loads, explains itself, and does what its examples say.</summary>
public sealed class ShippedRuleTests
{
    private const int FewestExamples = 2;
    private const int FewestRules = 30;

    private static readonly RuleTestReport Report = new RuleTester(Places.Read).Run(Places.Detections);

    [Fact]
    public void Every_rule_file_loads_without_a_problem()
    {
        Assert.Empty(Report.Problems);
        Assert.True(Report.Rules.Count >= FewestRules, $"Only {Report.Rules.Count} rules.");
    }

    [Fact]
    public void Every_example_comes_out_as_its_rule_says()
    {
        var wrong = Report.Results.Where(r => !r.Passed).Select(r => $"{r.Rule} {Path.GetFileName(r.File)}:{r.Line}: {r.Message}");

        Assert.Equal([], wrong);
    }

    [Fact]
    public void Every_rule_that_speaks_explains_itself_and_carries_examples()
    {
        var poor = Report.Rules.Where(r => !r.IsSilent).Where(r =>
            r.MustMatch.Count < FewestExamples || r.MustNotMatch.Count < FewestExamples || r.Attack.Count == 0 || r.Tactics.Count == 0
            || r.Pci.Count == 0 || r.Why.Length == 0 || r.Response.Length == 0 || r.FalsePositives.Count == 0 || r.Description.Length == 0);

        Assert.Equal([], poor.Select(r => r.Id.Value));
    }

    [Fact]
    public void Every_pci_id_is_in_the_catalogue()
    {
        var catalogue = File.ReadAllText(Places.Corpus("pci/pci-dss-4.0.1.yaml"));
        var known = Regex.Matches(catalogue, """- id: "([0-9A-Z.]+)" """.TrimEnd()).Select(m => m.Groups[1].Value).ToHashSet();

        Assert.Equal([], Report.Rules.SelectMany(r => r.Pci.Where(p => !known.Contains(p)).Select(p => $"{r.Id}: {p}")));
    }
}
