using Picket.Kql;
using Xunit;

namespace Picket.Tests.Kql.Evaluating;

public class StepTests
{
    private const string Left = "datatable(k: string, a: long)['x', 1, 'x', 2, 'y', 3, 'z', 4]";
    private const string Right = "(datatable(k: string, b: long)['x', 10, 'x', 20, 'z', 30, 'w', 40])";

    [Theory]
    [InlineData("", "x|1|x|10/x|1|x|20/z|4|z|30")]
    [InlineData("kind=inner", "x|1|x|10/x|1|x|20/x|2|x|10/x|2|x|20/z|4|z|30")]
    [InlineData("kind=leftouter", "x|1|x|10/x|1|x|20/x|2|x|10/x|2|x|20/y|3||null/z|4|z|30")]
    [InlineData("kind=rightouter", "x|1|x|10/x|1|x|20/x|2|x|10/x|2|x|20/z|4|z|30/|null|w|40")]
    [InlineData("kind=fullouter", "x|1|x|10/x|1|x|20/x|2|x|10/x|2|x|20/y|3||null/z|4|z|30/|null|w|40")]
    [InlineData("kind=leftsemi", "x|1/x|2/z|4")]
    [InlineData("kind=leftanti", "y|3")]
    [InlineData("kind=rightsemi", "x|10/x|20/z|30")]
    [InlineData("kind=rightanti", "w|40")]
    public void Every_kind_of_join_gives_its_rows(string kind, string expected) =>
        Assert.Equal(expected, EvaluatedRows.Run($"{Left} | join {kind} {Right} on k"));

    [Fact]
    public void A_null_key_joins_with_nothing() => Assert.Equal("1|1", EvaluatedRows.Run(
        "datatable(k: long)[1, long(null)] | join kind=inner (datatable(k: long)[1, long(null)]) on k"));

    [Theory]
    [InlineData("sort by a asc", "null/NaN/-1/1/Infinity")]
    [InlineData("sort by a", "Infinity/1/-1/NaN/null")]
    [InlineData("sort by a nulls first", "null/NaN/Infinity/1/-1")]
    [InlineData("sort by a asc nulls last", "-1/1/Infinity/NaN/null")]
    [InlineData("top 2 by a", "Infinity/1")]
    public void Nulls_and_NaN_stand_at_one_end(string step, string expected) =>
        Assert.Equal(expected, EvaluatedRows.Run($"datatable(a: real)[1.0, real(nan), real(null), -1.0, real(+inf)] | {step}"));

    [Fact]
    public void Equal_rows_stay_in_their_order() => Assert.Equal("1|a/1|b/1|c/2|d", EvaluatedRows.Run(
        "datatable(n: long, t: string)[2, 'd', 1, 'a', 1, 'b', 1, 'c'] | sort by n asc"));

    [Fact]
    public void The_first_of_many_rows_are_found_without_keeping_all() => Assert.Equal("1|2|3", EvaluatedRows.Run(
        "range x from 100000 to 1 step -1 | top 3 by x asc | summarize make_list(x) | project list_x[0], list_x[1], list_x[2]",
        new KqlRun { ReadTable = _ => [], MaxHeldRows = 30_000 }));

    [Theory]
    [InlineData("range x from 1 to 10 step 4", "1/5/9")]
    [InlineData("range x from 3 to 1 step -1", "3/2/1")]
    [InlineData("range x from 0.1 to 0.5 step 0.1 | count", "5")]
    [InlineData("range x from 5 to 1 step 1 | count", "0")]
    [InlineData("range t from datetime(2026-01-01) to datetime(2026-01-02) step 12h", "2026-01-01 00:00:00/2026-01-01 12:00:00/2026-01-02 00:00:00")]
    [InlineData("range x from 9223372036854775806 to 9223372036854775807 step 1", "9223372036854775806/9223372036854775807")]
    public void A_range_goes_up_to_its_end(string query, string expected) => Assert.Equal(expected, EvaluatedRows.Run(query));

    [Theory]
    [InlineData("print a = dynamic([1, 2]), b = dynamic(['x']) | mv-expand a, b", "1|\"x\"/2|null")]
    [InlineData("print a = dynamic({'p': 1, 'q': 2}) | mv-expand a", "{\"p\":1}/{\"q\":2}")]
    [InlineData("print a = dynamic([5, 6]) | mv-expand with_itemindex = i a to typeof(long)", "5|0/6|1")]
    public void Arrays_and_bags_are_expanded(string query, string expected) => Assert.Equal(expected, EvaluatedRows.Run(query));

    [Fact]
    public void A_table_used_twice_is_computed_once()
    {
        var reads = 0;
        var run = new KqlRun { ReadTable = _ => Rows() };

        var found = EvaluatedRows.Run("let T = materialize(PicketFindings | project Count); T | where Count in (T) and Count == toscalar(T | summarize max(Count))", run);

        Assert.Equal(("3", 1), (found, reads));

        IEnumerable<object?[]> Rows()
        {
            reads++;
            return [[1], [3]];
        }
    }

    [Fact]
    public void Stored_dynamic_values_are_read_as_JSON_and_leave_as_JSON() => Assert.Equal("alice|[\"dev\"]", EvaluatedRows.Run(
        "AKSAudit | project tostring(User.username), User.groups",
        new KqlRun { ReadTable = scan => [[.. scan.Columns.Select(c => c.Name == "User" ? "{\"username\":\"alice\",\"groups\":[\"dev\"]}" : null)]] }));

    [Theory]
    [InlineData("range x from 1 to 100 step 1 | sort by x asc")]
    [InlineData("range x from 1 to 100 step 1 | summarize count() by x")]
    [InlineData("range x from 1 to 100 step 1 | summarize make_list(x)")]
    [InlineData("range x from 1 to 100 step 1 | join (range x from 1 to 100 step 1) on x")]
    public void A_run_that_would_hold_too_many_rows_ends_with_an_error(string query)
    {
        var error = Assert.Throws<KqlRunException>(() => EvaluatedRows.Run(query, new KqlRun { ReadTable = _ => [], MaxHeldRows = 50 }));

        Assert.Equal("PKT1201", error.Code);
    }

    [Fact]
    public void A_cancelled_run_ends()
    {
        using var source = new CancellationTokenSource();
        var rows = KqlEvaluator.Run(
            KqlDatabase.Compile("range x from 1 to 1000000 step 1 | where x < 0"), new KqlRun { ReadTable = _ => [], CancellationToken = source.Token });
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => rows.Count());
    }

    [Fact]
    public void A_sample_has_as_many_rows_as_asked_for()
    {
        var run = new KqlRun { ReadTable = _ => [], Random = new Random(1) };

        Assert.Equal("5|5", EvaluatedRows.Run("range x from 1 to 100 step 1 | sample 5 | summarize count(), dcount(x)", run));
    }
}
