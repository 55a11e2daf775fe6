using Picket.Core;

namespace Picket.Pipeline.Detecting;

/// <summary>Runs the examples that rules carry.</summary>
/// <param name="read">Reads an audit event from its JSON; says what is wrong when it is none.</param>
public sealed class RuleTester(Func<ReadOnlyMemory<byte>, (AuditEvent? Event, string Problem)> read)
{
    /// <summary>Loads all rules below the directories and runs every example of each.</summary>
    public RuleTestReport Run(IReadOnlyList<string> directories) => Run(directories, []);

    /// <summary>The same; lists that the directories do not define are taken from <paramref name="listDirectories"/>.</summary>
    public RuleTestReport Run(IReadOnlyList<string> directories, IReadOnlyList<string> listDirectories)
    {
        var rules = RuleSet.Load(directories, listDirectories, out var problems);
        var results = rules.Rules.SelectMany(rule => rule.MustMatch.Select(e => Judge(rules, rule, e, mustMatch: true))
            .Concat(rule.MustNotMatch.Select(e => Judge(rules, rule, e, mustMatch: false))));
        return new(rules.Rules, [.. results], problems);
    }

    private RuleTestResult Judge(RuleSet rules, SigmaRule rule, RuleExample example, bool mustMatch)
    {
        var problem = TryEvaluate(rules.Only(rule), example, out var findings);
        var matched = findings.Any(f => f.Rule == rule.Id);
        if (problem.Length == 0 && matched != mustMatch)
            problem = mustMatch ? "The example must match, but does not." : "The example must not match, but does.";
        return new(rule.Id, rule.File, example.Line, mustMatch, problem.Length == 0, problem);
    }

    private string TryEvaluate(RuleSet rules, RuleExample example, out List<Finding> findings)
    {
        var number = 0;
        var detector = new Detector(rules, () => $"example-{++number}");
        findings = [];
        foreach (var one in example.Events)
        {
            var (auditEvent, problem) = read(one.Json);
            if (auditEvent is null)
                return $"The example is not an audit event: {problem}";
            auditEvent.IsInCde = one.IsInCde;
            detector.Evaluate(auditEvent, findings);
        }

        return detector.Failures == 0 ? "" : "The rule failed on the example.";
    }
}
