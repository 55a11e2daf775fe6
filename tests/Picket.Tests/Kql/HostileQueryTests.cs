using Picket.Kql;
using Picket.Tests.Kql.Evaluating;
using Picket.Tests.Kql.Sql;
using Xunit;

namespace Picket.Tests.Kql;

/// <summary>Short queries and rows that would fill any memory or end a run in a way nobody foresaw.</summary>
public sealed class HostileQueryTests : IDisposable
{
    private readonly FactsDatabase _database = new(rows: 3);

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("print s = strrep(strrep(strrep('aaaa', 1024), 1024), 1024)")]
    [InlineData("print s = replace_string(strrep(strrep('a', 1024), 1024), 'a', strrep('b', 1024))")]
    [InlineData("print s = replace_regex(strrep(strrep('a', 1024), 1024), 'a', strrep('b', 1024))")]
    [InlineData("print s = replace_regex(strrep('a', 1024), '.+', strrep(strrep(@'\\0', 1024), 16))")]
    [InlineData("print s = replace_strings(strrep(strrep('a', 1024), 1024), dynamic(['a']), pack_array(strrep('b', 1024)))")]
    [InlineData("print s = strcat_array(repeat(strrep('a', 1024), 100000), '')")]
    [InlineData("print s = strcat_delim(strrep(strrep('a', 1024), 1024), '', '', '', '', '', '', '', '', '', '')")]
    [InlineData("print d = repeat(repeat(1, 10000), 10000)")]
    [InlineData("print d = repeat(repeat(repeat(1, 1000000), 1000000), 1000000) | project array_length(d)")]
    [InlineData("Facts | serialize | extend t = 'ab' | scan declare (u: string = 'ab') with (step s: true => u = strrep(strcat(s.u, s.u), 1000);) | project strlen(u)")]
    [InlineData("range x from 1 to 300 step 1 | scan declare (d: dynamic) with (step s: true => d = pack_array(s.d);) | where x == 300")]
    [InlineData("range x from 1 to 60 step 1 | scan declare (d: dynamic) with (step s: true => d = pack_array(s.d, s.d);) | where x == 60")]
    [InlineData("print d = pack('a', parse_json(strcat(strrep('[', 200), strrep(']', 200))))")]
    public void A_value_that_grows_beyond_its_bound_ends_the_query(string kql)
    {
        var plan = _database.PlanOf(kql);

        Assert.Equal(KqlCodes.ValueTooLarge, Assert.Throws<KqlRunException>(() => _database.Evaluated(plan)).Code);
        Assert.Equal(KqlCodes.ValueTooLarge, Assert.Throws<KqlRunException>(() => _database.Queried(plan)).Code);
    }

    [Theory]
    [InlineData("range x from 1 to 1000000 step 1 | summarize make_list(strcat(strrep('abcdefgh', 1024), x))")]
    [InlineData("range x from 1 to 1000000 step 1 | extend s = strcat(strrep('abcdefgh', 1024), x) | sort by s")]
    [InlineData("range x from 1 to 1000000 step 1 | extend s = strrep('abcdefgh', 1024) | extend n = next(x)")]
    [InlineData("range x from 1 to 1000000 step 1 | make-series count() default = 0 on y = x from 0 to 1000000 step 1 by x")]
    [InlineData("let t = materialize(range x from 1 to 1000000 step 1 | extend s = pack('a', strcat(x, strrep('abcdefgh', 1024)))); t | count")]
    [InlineData("range x from 1 to 1000000 step 1 | join kind=leftouter (range x from 1 to 1000000 step 1 | extend s = strcat(x, strrep('abcdefgh', 1024))) on x")]
    public void Rows_are_held_within_a_bound_of_bytes(string kql)
    {
        var run = new KqlRun { ReadTable = _ => [], MaxHeldBytes = 16 << 20 };

        Assert.Equal(KqlCodes.TooManyRowsHeld, Assert.Throws<KqlRunException>(() => EvaluatedRows.Run(kql.Replace("serialize", "sort by x asc", StringComparison.Ordinal), run)).Code);
    }

    [Theory]
    [InlineData("print s = series_fir(range(1, 1000000), range(1, 1000000))")]
    [InlineData("print s = series_iir(range(1, 1000000), range(1, 1000000), dynamic([1]))")]
    public void A_filter_that_would_take_hours_is_refused(string kql) =>
        Assert.Equal(KqlCodes.RunTooLarge, Assert.Throws<KqlRunException>(() => _database.Evaluated(_database.PlanOf(kql))).Code);

    [Fact]
    public void The_first_of_many_rows_are_found_within_few_bytes() =>
        Assert.Equal("200000/199999", EvaluatedRows.Run(
            "range x from 1 to 200000 step 1 | extend s = strcat(strrep('abcdefgh', 16), x) | top 2 by x | project x", new KqlRun { ReadTable = _ => [], MaxHeldBytes = 32 << 20 }));

    [Theory]
    [InlineData("""print s = tostring(parse_json('{"a":"x\\ud800y"}').a)""", "x\ufffdy")]
    [InlineData("""print s = tostring(parse_json('{"a":"\\udc00\\ud83d\\ude00"}').a)""", "\ufffd\U0001F600")]
    [InlineData("""print s = tostring(bag_keys(parse_json('{"\\ud800":1}'))[0])""", "\ufffd")]
    [InlineData("""print s = tostring(parse_json('["\\\\ud800"]')[0])""", "\\ud800")]
    public void Half_a_surrogate_pair_reads_as_the_replacement_character(string kql, string expected) =>
        Assert.Equal(expected, _database.Evaluated(_database.PlanOf(kql))[0][0]);

    [Theory]
    [InlineData("Facts | extend x = strcat('a\\u0000b', S) | project strlen(x) - strlen(S)", 3L)]
    [InlineData("Facts | where 'a\\u0000b' != 'a' | count", 3L)]
    [InlineData("Facts | where strcat('a\\u0000', tostring(Id)) == 'a\\u00001' | count", 1L)]
    public void A_text_goes_on_after_a_NUL(string kql, long expected)
    {
        var plan = _database.PlanOf(kql);

        Assert.Equal(expected, _database.Evaluated(plan)[0][0]);
        Assert.Equal(expected, _database.Queried(plan)[0][0]);
    }

    [Fact]
    public void A_pattern_from_the_rows_that_is_none_matches_nothing()
    {
        var plan = _database.PlanOf("Facts | where S matches regex strcat('(', S) | count");

        Assert.Equal(0L, _database.Evaluated(plan)[0][0]);
        Assert.Equal(0L, _database.Queried(plan)[0][0]);
    }

    [Fact]
    public void A_function_of_one_row_after_the_other_stops_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var calls = 0;
        var function = new DuckDbFunction("count", [KqlType.Long], KqlType.Long, false, a =>
        {
            if (++calls == 3)
                cancel.Cancel();
            return a[0];
        });
        var query = new DuckDbQuery($"SELECT {function.SqlName}(CAST($1 AS BIGINT), range) FROM range(2000)", [function], [new("x", KqlType.Long)]);

        Assert.ThrowsAny<OperationCanceledException>(() => Picket.Storage.DuckDb.DuckDbKql.Ask(_database.Connection, query, cancel.Token).ToList());
        Assert.Equal(3, calls);
    }
}
