using Xunit;

namespace Picket.Tests.Detecting;

public sealed class ConditionTests
{
    private const string Parts = """
        a: {verb: create}
        b: {objectRef.resource: pods}
        c: {objectRef.name: other}
        x_1: {verb: create}
        x_2: {verb: delete}
        _hidden: {verb: nothing}
        """;

    [Theory]
    [InlineData("a and b and not c or x_1 and x_2", true)]
    [InlineData("a and c or b and x_1 and not x_2", true)]
    [InlineData("a and (c or x_2) and b and x_1", false)]
    [InlineData("not not a and b and x_1 and not c and not x_2", true)]
    [InlineData("1 of x_* and a and b and not c", true)]
    [InlineData("any of x_* and a and b and not c", true)]
    [InlineData("all of x_* and a and b and not c", false)]
    [InlineData("1 of them", true)]
    [InlineData("all of them", false)]
    [InlineData("NOT (a AND b) or 1 of x_* and c", false)]
    public void A_condition_binds_not_before_and_before_or(string condition, bool expected)
    {
        using var judge = new Judge(Judge.Rule($"{Parts}\ncondition: {condition}"));

        Assert.Empty(judge.Problems);
        Assert.Equal(expected, judge.Matches("\"verb\":\"create\",\"objectRef\":{\"resource\":\"pods\",\"name\":\"web\"}"));
    }

    [Theory]
    [InlineData("a adn b", "Expected 'and', 'or' or the end")]
    [InlineData("a and", "ends where the name of a selection was expected")]
    [InlineData("(a and b", "closing parenthesis is missing")]
    [InlineData("a and bb", "has no part 'bb'. Did you mean 'b'?")]
    [InlineData("2 of x_*", "Expected '1 of', 'any of' or 'all of'")]
    [InlineData("1 of y_*", "fits no part of the detection")]
    [InlineData("a | count() > 5", "Aggregations after '|' are not supported")]
    public void A_wrong_condition_is_reported_with_its_place(string condition, string message)
    {
        using var judge = new Judge(Judge.Rule($"{Parts}\ncondition: {condition}"));

        var problem = Assert.Single(judge.Problems);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal("PKT3010", problem.Code);
        Assert.True(problem is { Line: > 1, Column: > 1 });
        Assert.Empty(judge.Rules.Rules);
    }

    [Fact]
    public void Deep_parentheses_are_refused_instead_of_exhausting_the_stack()
    {
        var condition = new string('(', 5000) + "a" + new string(')', 5000);
        using var judge = new Judge(Judge.Rule($"a: {{verb: create}}\ncondition: {condition}"));

        Assert.Contains("nested more than", Assert.Single(judge.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_the_condition_forgets_is_reported()
    {
        using var judge = new Judge(Judge.Rule("a: {verb: create}\nfilter: {verb: get}\ncondition: a"));

        Assert.Contains("'filter'", Assert.Single(judge.Problems).Message, StringComparison.Ordinal);
    }
}
