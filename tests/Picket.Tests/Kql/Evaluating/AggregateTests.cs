using System.Globalization;
using Xunit;

namespace Picket.Tests.Kql.Evaluating;

public class AggregateTests
{
    [Theory]
    [InlineData("datatable(x: long)[] | summarize sum(x), avg(x), min(x), take_any(x), stdev(x), variance(x), percentile(x, 55)", "0|NaN|null|null|0|0|null")]
    [InlineData("datatable(x: long)[] | summarize count(x), countif(x > 0), dcount(x), dcountif(x, x > 0), count_distinct(x)", "0|0|0|0|0")]
    [InlineData("datatable(x: long)[] | summarize make_set(x), make_list(x), make_bag(bag_pack('a', x)), hll(x), tdigest(x), buildschema(todynamic(tostring(x)))", "[]|[]|{}|null|null|null")]
    [InlineData("datatable(x: long)[] | summarize count() by x", "")]
    public void Nothing_gives_the_documented_defaults(string query, string expected) => Assert.Equal(expected, EvaluatedRows.Run(query));

    [Theory]
    [InlineData("sum(x), sum(s), avg(x), avg(s), avg(t)", "6|06:00:00|2|02:00:00|2026-01-02 00:00:00.0000001")]
    [InlineData("min(t), max(s), minif(x, x > 1), maxif(x, x < 3), sumif(x, x != 2), avgif(x, x != 2)", "2026-01-01 00:00:00|03:00:00|2|2|4|2")]
    [InlineData("stdev(x), stdevp(x), variance(x), variancep(x), covariance(x, x), covariancep(x, x)", "1|0.816496580927726|1|0.6666666666666666|1|0.6666666666666666")]
    [InlineData("stdevif(x, x > 1), varianceif(x, x > 1), variancepif(x, x > 1), covarianceif(x, x, x > 1)", "0.7071067811865476|0.5|0.25|0.5")]
    [InlineData("binary_all_and(x), binary_all_or(x), binary_all_xor(x)", "0|3|0")]
    [InlineData("make_list(x), make_list(x, 2), make_set(x % 2), make_list_with_nulls(n), make_list(n), make_list_if(x, x > 1), make_set_if(x, x > 2)", "[1,2,3]|[1,2]|[1,0]|[5,null,null]|[5]|[2,3]|[3]")]
    [InlineData("make_bag(bag_pack(k, x)), make_bag_if(bag_pack(k, x), x > 1)", "{\"a\":1,\"b\":3}|{\"a\":2,\"b\":3}")]
    [InlineData("count(), countif(x > 1), dcount(k), dcountif(k, x > 2), count_distinct(k), count_distinctif(k, x < 3)", "3|2|2|1|2|1")]
    [InlineData("take_any(k), take_any(n), arg_max(x, k), arg_min(t, x)", "a|5|3|b|2026-01-01 00:00:00|1")]
    public void Values_are_summarised_as_documented(string aggregates, string expected) => Assert.Equal(expected, EvaluatedRows.Run(
        "datatable(k: string, x: long, s: timespan, t: datetime, n: int)['a', 1, 1h, datetime(2026-01-01), 5, 'a', 2, 2h, datetime(2026-01-02), int(null), "
        + $"'b', 3, 3h, datetime(2026-01-03 00:00:00.0000003), int(null)] | summarize {aggregates}"));

    [Theory]
    [InlineData("range x from 1 to 3 step 1 | summarize count(), sum(x), dcount(x), countif(x > 1), make_set(x), hll(x), stdevpif(x, x > 9)", "count_|sum_x|dcount_x|countif_|set_x|hll_x|stdevpif_x")]
    [InlineData("range x from 1 to 3 step 1 | summarize percentiles(x, 5, 99.9), percentiles_array(x, 5), arg_max(x, *), take_anyif(x, x > 1), covariance(x, x)", "percentile_x_5|percentile_x_99_9|percentiles_x|x|x1|covariance_x_x")]
    [InlineData("range x from 1 to 3 step 1 | extend y = x * 2 | summarize argmax(x, y), any(y)", "max_x|max_x_y|any_y")]
    [InlineData("range x from 1 to 3 step 1 | summarize d = tdigest(x), h = hll(x) | project percentile_tdigest(d, 50), dcount_hll(h), rank_tdigest(d, 2)", "percentile_tdigest_d|dcount_hll_h|Column1")]
    public void Columns_are_named_as_Kusto_names_them(string query, string names) =>
        Assert.StartsWith(names + ":", EvaluatedRows.RunWithNames(query), StringComparison.Ordinal);

    [Fact]
    public void Arg_max_ignores_nulls_unless_there_is_nothing_else() => Assert.Equal("Apple|1|Red/Banana|null|Yellow/Pear|2|Green", EvaluatedRows.Run(
        """
        datatable(Fruit: string, Color: string, Version: int)[
            'Apple', 'Red', 1, 'Apple', 'Green', int(null), 'Banana', 'Yellow', int(null), 'Banana', 'Green', int(null), 'Pear', 'Brown', 1, 'Pear', 'Green', 2]
        | summarize arg_max(Version, *) by Fruit
        """));

    [Fact]
    public void Weighted_percentiles_count_each_value_as_often_as_its_weight() => Assert.Equal("20|20|40|[20,20,40]|20", EvaluatedRows.Run(
        """
        datatable(Count: long, Bucket: long)[8, 10, 6, 20, 3, 30, 1, 40]
        | summarize percentilesw(Bucket, Count, 50, 75, 99.9), percentilesw_array(Bucket, Count, dynamic([50, 75, 99.9])), percentilew(Bucket, Count, 50)
        """));

    [Theory]
    [InlineData(0, "1")]
    [InlineData(1, "1")]
    [InlineData(7, "7")]
    [InlineData(50, "50")]
    [InlineData(100, "100")]
    public void Percentiles_are_of_the_nearest_rank(int percent, string expected) =>
        Assert.Equal(expected, EvaluatedRows.Run($"range x from 1 to 100 step 1 | summarize percentile(x, {percent})"));

    [Fact]
    public void A_schema_admits_all_values() => Assert.Equal(
        "{\"x\":[\"long\",\"string\"],\"y\":[\"double\",{\"w\":\"string\"}],\"z\":{\"`indexer`\":[\"long\",\"string\"]},\"t\":{\"`indexer`\":\"string\"}}",
        EvaluatedRows.Run(
            """
            datatable(value: dynamic)[dynamic({"x":1, "y":3.5}), dynamic({"x":"somevalue", "z":[1, 2, 3]}), dynamic({"y":{"w":"zzz"}, "t":["aa", "bb"], "z":["foo"]})]
            | summarize buildschema(value)
            """));

    [Theory]
    [InlineData(16_000, 0)]
    [InlineData(300_000, 0.01)]
    public void Distinct_values_are_counted_exactly_while_few_and_within_one_per_cent_when_many(int count, double error)
    {
        var counted = long.Parse(EvaluatedRows.Run($"range x from 1 to {count} step 1 | summarize dcount(x)"), CultureInfo.InvariantCulture);

        Assert.InRange(counted, count * (1 - error), count * (1 + error));
    }

    [Fact]
    public void States_are_stored_as_text_and_merged_later() => Assert.Equal("20|20|19", EvaluatedRows.Run(
        """
        range x from 1 to 20 step 1
        | summarize h = tostring(hll(x)), t = tostring(tdigest(x)) by part = x % 3
        | summarize h = hll_merge(todynamic(h)), t = tdigest_merge(todynamic(t))
        | project dcount_hll(h), percentile_tdigest(t, 100, typeof(long)), rank_tdigest(t, 19)
        """));

    [Fact]
    public void States_of_many_values_stay_near()
    {
        var found = EvaluatedRows.Run("range x from 1 to 100000 step 1 | summarize t = tdigest(x), h = hll(x, 4) | project percentile_tdigest(t, 50), dcount_hll(h)").Split('|');

        Assert.InRange(double.Parse(found[0], CultureInfo.InvariantCulture), 49_500, 50_500);
        Assert.InRange(long.Parse(found[1], CultureInfo.InvariantCulture), 99_000, 101_000);
    }

    [Fact]
    public void What_states_have_in_common_is_counted() => Assert.Equal("50|16|3", EvaluatedRows.Run(
        """
        range x from 1 to 100 step 1
        | summarize even = hll_if(x, x % 2 == 0), threes = hll_if(x, x % 3 == 0), fives = hll_if(x, x % 5 == 0)
        | evaluate dcount_intersect(even, threes, fives) | project s0, s1, s2
        """));

    [Fact]
    public void A_digest_of_times_gives_times_to_the_tick() => Assert.Equal("2026-01-03 00:00:00.0000001|66.66666666666666", EvaluatedRows.Run(
        """
        datatable(t: datetime)[datetime(2026-01-01), datetime(2026-01-02), datetime(2026-01-03 00:00:00.0000001)]
        | summarize d = tdigest(t) | project percentile_tdigest(d, 100, typeof(datetime)), percentrank_tdigest(d, datetime(2026-01-02))
        """));
}
