using Picket.Core;
using Picket.Pipeline.Detecting;
using Xunit;

namespace Picket.Conformance.Detecting;

/// <summary>The Falco project's audit traces, judged by our rules on the subjects that both know.</summary>
public sealed class FalcoAuditTests
{
    [Fact]
    public void Falco_traces_are_judged_alike()
    {
        var traces = Places.Corpus("corpora/falco-audit");
        var rules = RuleSet.Load(Places.Detections, out _);
        var expectations = File.ReadLines(Path.Combine(Places.Root, "tests/Picket.Conformance/Detecting/falco-audit.tsv"))
            .Where(l => !l.StartsWith('#')).Select(l => l.Split('\t')).ToList();

        var failures = expectations.Where(e => Speaks(rules, Path.Combine(traces, e[0]), e[2]) != (e[1] == "+"))
            .Select(e => string.Join(' ', e)).ToList();

        Places.Score("falco-audit", expectations.Count - failures.Count, expectations.Count, failures);
        Assert.Equal([], failures);
    }

    private static bool Speaks(RuleSet rules, string trace, string rule)
    {
        Assert.Contains(rules.Rules, r => r.Id.Value == rule);
        var (e, problem) = Places.Read(File.ReadAllBytes(trace));
        Assert.True(e is not null, $"{trace}: {problem}");
        var findings = new List<Finding>();
        new Detector(rules, () => "f").Evaluate(e, findings);
        return findings.Any(f => f.Rule.Value == rule);
    }
}
