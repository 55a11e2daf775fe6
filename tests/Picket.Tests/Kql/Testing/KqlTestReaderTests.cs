using System.Globalization;
using CsCheck;
using Picket.Kql;
using Picket.Kql.Testing;
using Xunit;

namespace Picket.Tests.Kql.Testing;

public class KqlTestReaderTests
{
    [Fact]
    public void A_test_has_what_stands_before_the_first_test_under_its_own()
    {
        var (tests, problems) = KqlTestReader.Read(
            """
            now 2026-06-15T12:00:00Z
            parameter a = 1
            parameter b = all

            table T
            X:long
            1

            test own
            now 2026-06-16T00:00:00Z
            parameter b = own
            table T
            X:long
            2

            query
            T
            | take 1
            expect ordered
            X
            2

            test shared
            query T
            expect nothing
            """);

        Assert.Empty(problems);
        Assert.Equal(["own", "shared"], tests.Select(t => t.Name));
        Assert.Equal([9, 23], tests.Select(t => t.Line));
        Assert.Equal(new DateTime(2026, 6, 16, 0, 0, 0, DateTimeKind.Utc), tests[0].Now);
        Assert.Equal(("1", "own"), (tests[0].Parameters["a"], tests[0].Parameters["b"]));
        Assert.Equal(["2"], tests[0].Tables["T"].Rows.Single());
        Assert.Equal("\nT\n| take 1", tests[0].Query);
        Assert.Equal(16, tests[0].QueryLine);
        Assert.True(Assert.IsType<ExpectedRows>(tests[0].Expected).IsOrdered);
        Assert.Equal(new DateTime(2026, 6, 15, 12, 0, 0, DateTimeKind.Utc), tests[1].Now);
        Assert.Equal(["1"], tests[1].Tables["T"].Rows.Single());
        Assert.IsType<ExpectedNothing>(tests[1].Expected);
    }

    [Theory]
    [InlineData("tset x", 1, "found 'tset'")]
    [InlineData("now soon", 1, "'soon' is not a time")]
    [InlineData("parameter x", 1, "parameter name = value")]
    [InlineData("parameter x = 1\nparameter x = 2", 2, "'x' has its value twice")]
    [InlineData("table T\n\n", 2, "line of column names")]
    [InlineData("table T\nA:strnig\nx", 2, "'strnig' is not a type")]
    [InlineData("table T\nA | A\nx | y", 2, "name of its own")]
    [InlineData("table T\nA | B\nx", 3, "1 cells; the header has 2")]
    [InlineData("table T\nA\nx\n\ntable T\nA\ny", 5, "'T' stands twice")]
    [InlineData("query T\nexpect nothing", 1, "A 'query' belongs to a test")]
    [InlineData("test a\nquery T\n\n\ntest b\nquery T\nexpect nothing", 1, "'a' lacks its 'expect'")]
    [InlineData("test a\nexpect nothing", 1, "'a' lacks its 'query'")]
    [InlineData("test a\nquery T\nexpect all", 3, "found 'all'")]
    [InlineData("test a\nquery T\nexpect nothing\nexpect nothing", 4, "one 'expect'")]
    [InlineData("test a\nquery T\nexpect nothing\ntest a\nquery T\nexpect nothing", 4, "no other of its file")]
    [InlineData("test a\nsaved none\nexpect nothing", 2, "no saved query 'none'")]
    public void A_mistake_is_told_with_its_line(string text, int line, string message)
    {
        var (_, problems) = KqlTestReader.Read(text);

        Assert.Contains(problems, p => p.Line == line && p.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_test_after_one_without_an_expectation_is_still_read()
    {
        var (tests, _) = KqlTestReader.Read("test a\nquery T\n| where test == 1\ntest b\nquery T\nexpect nothing");

        Assert.Equal("b", Assert.Single(tests).Name);
    }

    [Fact]
    public void A_saved_query_is_asked_for_by_its_name()
    {
        var (tests, problems) = KqlTestReader.Read("test a\nsaved mine\nexpect nothing", name => name == "mine" ? "T | take 1" : null);

        Assert.Empty(problems);
        Assert.Equal(("T | take 1", 1), (tests[0].Query, tests[0].QueryLine));
    }

    [Fact]
    public void Problems_and_tests_of_a_file_are_bounded()
    {
        var many = string.Concat(Enumerable.Range(0, KqlTestReader.MaxTests + 5).Select(i => string.Create(CultureInfo.InvariantCulture, $"test {i}\nquery T\nexpect nothing\n")));

        Assert.Equal(KqlTestReader.MaxTests, KqlTestReader.Read(many).Tests.Count);
        Assert.InRange(KqlTestReader.Read(string.Concat(Enumerable.Repeat("what\n", 10_000))).Problems.Count, 1, 101);
        Assert.Single(KqlTestReader.Read(new string('x', KqlTestReader.MaxLength + 1)).Problems);
    }

    [Fact]
    public void No_text_makes_the_reader_throw()
    {
        Gen.String.Sample(text => KqlTestOracle.Check(text), iter: 500);
        KqlTestOracle.Smoke(7, 1_000);
    }
}
