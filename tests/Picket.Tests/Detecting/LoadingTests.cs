using Picket.Pipeline.Detecting;
using Xunit;

namespace Picket.Tests.Detecting;

public sealed class LoadingTests
{
    private const string Good = """
        title: Good
        name: good
        logsource: {product: kubernetes, service: audit}
        detection: {s: {verb: get}, condition: s}
        level: low
        """;

    [Fact]
    public void Every_problem_of_every_file_is_reported_and_sound_rules_run()
    {
        using var judge = new Judge(
            Good,
            Judge.Rule("s: {user.nam: x, verb|sounds: y}\ncondition: s", "stauts: test"),
            "title: [unclosed");

        Assert.Equal("good", Assert.Single(judge.Rules.Rules).Id.Value);
        Assert.Equal(["PKT3006", "PKT3008", "PKT3009", "PKT3002"], judge.Problems.Select(p => p.Code));
        Assert.Contains("Did you mean 'status'?", judge.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("rule1.yml:7:7", judge.Problems[1].ToString(), StringComparison.Ordinal);
        Assert.Contains("'sounds' is not supported", judge.Problems[2].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user.usernam", "Did you mean 'user.username'?")]
    [InlineData("sourceIP", "Did you mean 'sourceIPs'?")]
    [InlineData("objectRef.resorce", "Did you mean 'objectRef.resource'?")]
    [InlineData("capabilities", "would never be fulfilled")]
    public void A_field_that_audit_events_do_not_have_is_reported(string name, string message)
    {
        using var judge = Judge.Of($"{name}: x");

        Assert.Contains(message, Assert.Single(judge.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a: &x [1]\nb: *x", "Anchors")]
    [InlineData("a: !!binary aGk=", "Type tags")]
    [InlineData("a: !System.IO.FileInfo x", "Type tags")]
    public void Anchors_and_type_tags_are_refused(string yaml, string message)
    {
        using var judge = new Judge(yaml);

        Assert.Contains(message, Assert.Single(judge.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_and_huge_files_are_refused()
    {
        using var judge = new Judge(new string('[', 1000) + new string(']', 1000), new string('#', 2 * 1024 * 1024));

        Assert.Equal(["PKT3004", "PKT3004"], judge.Problems.Select(p => p.Code));
    }

    [Theory]
    [InlineData("s: {verb|re: '(a)\\1'}", "PKT3012")]
    [InlineData("s: {verb|re: '('}", "PKT3012")]
    [InlineData("s: {sourceIPs|cidr: 10.0.0.0/40}", "PKT3013")]
    [InlineData("s: {responseStatus.code|lt: many}", "PKT3013")]
    [InlineData("s: {verb|expand: '%nowhere%'}", "PKT3011")]
    [InlineData("s: {verb|exists: maybe}", "PKT3005")]
    [InlineData("s: {verb: {a: b}}", "PKT3005")]
    public void A_wrong_value_is_reported(string selection, string code)
    {
        using var judge = new Judge(Judge.Rule(selection + "\ncondition: s"));

        Assert.Equal([code], judge.Problems.Select(p => p.Code));
    }

    [Fact]
    public void Two_rules_of_one_name_are_reported()
    {
        using var judge = new Judge(Good, Good);

        Assert.Equal("PKT3016", Assert.Single(judge.Problems).Code);
        Assert.Single(judge.Rules.Rules);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_a_problem_and_no_exception()
    {
        var rules = RuleSet.Load(["/no/such/folder"], out var problems);

        Assert.Empty(rules.Rules);
        Assert.Equal("PKT3001", Assert.Single(problems).Code);
    }

    [Fact]
    public void A_rule_for_another_log_source_is_reported()
    {
        using var judge = new Judge(Good.Replace("kubernetes", "windows", StringComparison.Ordinal));

        Assert.Equal("PKT3007", Assert.Single(judge.Problems).Code);
    }

    [Fact]
    public void A_list_is_expanded_wherever_a_rule_names_it()
    {
        using var judge = new Judge("lists: {verbs: [delete, cr*]}", Judge.Rule("s: {verb|expand: '%verbs%'}\ncondition: s"));

        Assert.Empty(judge.Problems);
        Assert.True(judge.Matches("\"verb\":\"create\""));
        Assert.False(judge.Matches("\"verb\":\"get\""));
    }
}
