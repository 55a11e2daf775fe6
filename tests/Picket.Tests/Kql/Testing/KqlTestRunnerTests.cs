using Picket.Kql;
using Picket.Kql.Testing;
using Xunit;

namespace Picket.Tests.Kql.Testing;

public class KqlTestRunnerTests
{
    private const string Table =
        """
        table T
        Name:string | Count:long | Share:real | At:datetime | Took:timespan | More:dynamic
        a | 1 | 0.1 | 2026-06-15T10:00:00Z | 1h | {"x": 1, "y": [2.5]}
        b | 2 | 0.2 | null | null | "a|b"

        """;

    [Theory]
    [InlineData("query T | project Name\nexpect\nName\nb\na")]
    [InlineData("query T | project Name | sort by Name asc\nexpect ordered\nName:string\na\nb")]
    [InlineData("query T | project Share = Share * 3\nexpect\nShare:real\n0.3\n0.6")]
    [InlineData("query T | project At, Took\nexpect\nAt | Took\n2026-06-15T10:00:00Z | 01:00:00\nnull | null")]
    [InlineData("query T | project More\nexpect\nMore:dynamic\n{\"y\":[2.5000000000001],\"x\":1.0}\n\"a|b\"")]
    [InlineData("query T | where Count > 5\nexpect nothing")]
    [InlineData("query T | where Nope > 5\nexpect error PKT1101 'Nope'")]
    [InlineData("query T | evaluate nosuch()\nexpect error PKT1122")]
    public void A_right_expectation_passes(string test) => Assert.Null(Failure(test));

    [Theory]
    [InlineData("query T | project Name, Count\nexpect\nName | Cuont\na | 1\nb | 2", "The columns are Name:string | Count:long, not Name | Cuont.")]
    [InlineData("query T | project Count\nexpect\nCount:int\n1\n2", "'Count' is a long, not a int")]
    [InlineData("query T | project Name\nexpect\nName\na\nc", "The row 'b' should not be there; wanted next: 'c'.")]
    [InlineData("query T | project Name\nexpect\nName\na", "The row 'b' should not be there; wanted next: nothing.")]
    [InlineData("query T | project Name\nexpect\nName\na\nb\nb", "1 rows are missing, the first is 'b'.")]
    [InlineData("query T | sort by Name asc | project Name\nexpect ordered\nName\nb\na", "The row 'a' should not be here; wanted next: 'b'.")]
    [InlineData("query T | project Share\nexpect\nShare\n0.1\n0.200001", "The row '0.2'")]
    [InlineData("query T\nexpect nothing", "2 rows came, none should.")]
    [InlineData("query T\n| where Nope > 5\nexpect nothing", "line 9, column 9: PKT1101")]
    [InlineData("query T\nexpect error PKT1101", "No error came, though PKT1101 should.")]
    [InlineData("query T | where Nope > 5\nexpect error PKT1102", "though 'PKT1102 ' should")]
    [InlineData("query range i from 1 to 1000000 step 1\nexpect nothing", "More than 100000 rows came.")]
    public void A_wrong_expectation_says_what_came(string test, string failure) =>
        Assert.Contains(failure, Failure(test), StringComparison.Ordinal);

    [Fact]
    public void A_value_that_its_column_does_not_take_is_told()
    {
        Assert.Contains("'many' is not a long (U.Count)", Failure("table U\nCount:long\nmany\n\nquery U\nexpect nothing"), StringComparison.Ordinal);
        Assert.Contains("no column 'Verbs'. Did you mean 'Verb'", Failure("table AKSAudit\nVerbs\nget\n\nquery AKSAudit\nexpect nothing"), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_reach_the_query() => Assert.Null(Failure(
        """
        parameter least = 2
        parameter who = b
        query
        declare query_parameters(least:long, who:string = "a");
        T | where Count >= least and Name == who | project Name
        expect
        Name
        b
        """));

    [Fact]
    public void A_table_called_like_a_call_is_what_the_call_gives() => Assert.Null(Failure(
        """
        table _GetWatchlist('admins')
        SearchKey:string
        b

        query T | where Name in ((_GetWatchlist('admins') | project SearchKey)) | project Name
        expect
        Name
        b
        """));

    private static string? Failure(string test)
    {
        var (tests, problems) = KqlTestReader.Read($"{Table}\n\ntest it\n{test}");
        Assert.Empty(problems);
        return new KqlTestRunner(new DemoCatalog(), KqlEvaluator.Run).Run(Assert.Single(tests), TestContext.Current.CancellationToken).Failure;
    }
}
