using Picket.Core;

namespace Picket.Pipeline.Detecting;

/// <summary>How one example of a rule came out.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="File">The rule's file.</param>
/// <param name="Line">The example's line in it.</param>
/// <param name="MustMatch">What was wanted.</param>
/// <param name="Passed">Whether it came out so.</param>
/// <param name="Message">One sentence; empty when it passed.</param>
public sealed record RuleTestResult(RuleId Rule, string File, int Line, bool MustMatch, bool Passed, string Message);

/// <summary>The results of all examples, and what was wrong with rule files.</summary>
public sealed record RuleTestReport(
    IReadOnlyList<SigmaRule> Rules, IReadOnlyList<RuleTestResult> Results, IReadOnlyList<RuleProblem> Problems)
{
    /// <summary>Whether every file loaded and every example came out as wanted.</summary>
    public bool Passed => Problems.Count == 0 && Results.All(r => r.Passed);
}
