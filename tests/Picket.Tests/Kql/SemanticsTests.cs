using Xunit;

namespace Picket.Tests.Kql;

public sealed class SemanticsTests : IDisposable
{
    private readonly KqlDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("print 7/2", "3")]
    [InlineData("print -7/2", "-3")]
    [InlineData("print 7.0/2", "3.5")]
    [InlineData("print 7 % 3, -7 % 3", "1|2")]
    [InlineData("print 1 + 2 * 3 - 4", "3")]
    [InlineData("print int(3) + 4", "7")]
    [InlineData("print 1d - 2h + 30m", "810000000000")]
    [InlineData("print 1d / 6h, 1h * 3", "4|108000000000")]
    [InlineData("print datetime(2026-06-15) - datetime(2026-06-14 12:00)", "432000000000")]
    [InlineData("print datetime(2026-06-15) + 36h", "2026-06-16 12:00:00")]
    [InlineData("print now(), now(-1h), ago(1d)", "2026-06-15 12:00:00|2026-06-15 11:00:00|2026-06-14 12:00:00")]
    public void Arithmetic_keeps_to_the_types(string query, string expected) => Assert.Equal(expected, _database.Run(query));

    [Theory]
    [InlineData("print bin(7, 5), bin(-7, 5), bin(4.5, 1), bin(-4.5, 1)", "5|-10|4|-5")]
    [InlineData("print bin(datetime(2026-06-15 11:47:31), 1h)", "2026-06-15 11:00:00")]
    [InlineData("print bin(datetime(1900-01-03 05:00), 7d)", "1900-01-01 00:00:00")]
    [InlineData("datatable(t: datetime)[datetime(1900-01-03 05:00)] | project bin(t, 7d)", "1900-01-01 00:00:00")]
    [InlineData("datatable(t: timespan)[-90m] | project bin(t, 1h)", "-72000000000")]
    [InlineData("print startofweek(datetime(2026-06-15 10:00)), endofday(datetime(2026-06-15 10:00))", "2026-06-14 00:00:00|2026-06-15 23:59:59.9999999")]
    [InlineData("datatable(t: datetime)[datetime(2026-06-15 10:00)] | project startofweek(t), startofmonth(t, -1), dayofweek(t), hourofday(t)", "2026-06-14 00:00:00|2026-05-01 00:00:00|864000000000|10")]
    [InlineData("print datetime_diff('hour', datetime(2026-06-15 11:01), datetime(2026-06-15 08:59))", "3")]
    [InlineData("print datetime_add('month', 1, datetime(2026-01-31))", "2026-02-28 00:00:00")]
    [InlineData("print format_datetime(datetime(2026-06-05 08:09:10), \"yyyy-MM-dd HH:mm:ss\")", "2026-06-05 08:09:10")]
    [InlineData("print unixtime_seconds_todatetime(1781524800)", "2026-06-15 12:00:00")]
    [InlineData("print make_datetime(2026, 6, 15, 1, 2), make_timespan(1, 30)", "2026-06-15 01:02:00|54000000000")]
    public void Times_are_floored_and_moved_as_in_Kusto(string query, string expected) => Assert.Equal(expected, _database.Run(query));

    [Theory]
    [InlineData("datatable(x: long)[1, long(null), 5] | where x != 5", "1/null")]
    [InlineData("datatable(x: long)[1, long(null), 5] | where x == 5", "5")]
    [InlineData("datatable(x: long)[1, long(null), 5] | where not(x == 5)", "1/null")]
    [InlineData("datatable(x: long)[1, long(null), 5] | where x < 5", "1")]
    [InlineData("datatable(x: long)[1, long(null), 5] | where x !in (5)", "1/null")]
    [InlineData("print a = long(null) == 1, b = long(null) != 1, c = long(null) == long(null)", "false|true|null")]
    [InlineData("print isnull(long(null)), isempty(''), isnotempty('a'), isempty(dynamic(null))", "true|true|true|true")]
    [InlineData("print long(null) + 1", "null")]
    [InlineData("print tostring(dynamic(null)), tostring(long(null)), strcat('a', long(null))", "||a")]
    [InlineData("print coalesce(long(null), 3), coalesce('', 'x')", "3|x")]
    public void Null_is_unlike_everything_and_a_string_is_never_null(string query, string expected) => Assert.Equal(expected, _database.Run(query));

    [Theory]
    [InlineData("'Alpha-beta_gamma' has 'BETA'", true)]
    [InlineData("'Alpha-beta_gamma' has 'bet'", false)]
    [InlineData("'Alpha-beta_gamma' has 'alpha-beta'", true)]
    [InlineData("'Alpha-beta_gamma' has_cs 'BETA'", false)]
    [InlineData("'Alpha-beta_gamma' !has 'bet'", true)]
    [InlineData("'Alpha-beta' hasprefix 'be'", true)]
    [InlineData("'Alpha-beta' hasprefix 'et'", false)]
    [InlineData("'Alpha-beta' hassuffix 'PHA'", true)]
    [InlineData("'Alpha' contains 'PH'", true)]
    [InlineData("'Alpha' contains_cs 'PH'", false)]
    [InlineData("'Alpha' !contains 'x'", true)]
    [InlineData("'Alpha' startswith 'AL'", true)]
    [InlineData("'Alpha' startswith_cs 'AL'", false)]
    [InlineData("'Alpha' !endswith 'HA'", false)]
    [InlineData("'Alpha' =~ 'aLPHA'", true)]
    [InlineData("'Alpha' !~ 'aLPHA'", false)]
    [InlineData("'Alpha' == 'alpha'", false)]
    [InlineData("'a' in ('b', 'a')", true)]
    [InlineData("'A' in ('b', 'a')", false)]
    [InlineData("'A' in~ ('b', 'a')", true)]
    [InlineData("'A' !in~ ('b', 'a')", false)]
    [InlineData("'a' in (dynamic(['b', 'a']))", true)]
    [InlineData("'the quick fox' has_any ('dog', 'FOX')", true)]
    [InlineData("'the quick fox' has_all (dynamic(['dog', 'fox']))", false)]
    [InlineData("'the quick fox' has_any (split('dog,fox', ','))", true)]
    [InlineData("'the quick fox' has_all (split('quick,fox', ','))", true)]
    [InlineData("'a' in (split('c,a', ','))", true)]
    [InlineData("'pod-17' matches regex @'^pod-\\d+$'", true)]
    [InlineData("5 between (1 .. 5)", true)]
    [InlineData("5 !between (1 .. 5)", false)]
    [InlineData("datetime(2026-06-15) between (datetime(2026-06-14) .. 1d)", true)]
    [InlineData("true and not(false) or false", true)]
    public void Tests_of_text_and_lists_follow_Kusto(string test, bool expected) =>
        Assert.Equal(expected ? "true" : "false", _database.Run($"print {test}"));

    [Theory]
    [InlineData("print d = dynamic({'a': {'b': [1, 'x', null]}}) | project d.a.b[1], d['a'].b[0], d.a.b[-3], d.a.c, d.a.b[2]", "\"x\"|1|1|null|null")]
    [InlineData("print d = dynamic({'a': 'x'}) | where d.a == 'x' and d.b != 'x' | count", "1")]
    [InlineData("print d = dynamic({'n': 404}) | project d.n >= 400, toint(d.n) + 1, tostring(d.n)", "true|405|404")]
    [InlineData("print parse_json('{\"a\": {\"b\": 2}}').a", "{\"b\":2}")]
    [InlineData("print parse_json('not json'), parse_json('')", "\"not json\"|null")]
    [InlineData("print parse_json(tostring(parse_json('{\"a\":\"{\\\\\"b\\\\\":7}\"}').a)).b", "7")]
    [InlineData("print array_length(dynamic([1, 2])), array_length(dynamic({'a': 1})), bag_keys(dynamic({'a': 1, 'b': 2}))", "2|null|[\"a\",\"b\"]")]
    [InlineData("print split('a/b/c', '/'), split('a/b/c', '/')[1], strcat_array(dynamic(['a', 'b']), '-')", "[\"a\",\"b\",\"c\"]|\"b\"|a-b")]
    [InlineData("print bag_pack('a', 1, 'b', 'x'), pack_array(1, 'x'), array_concat(dynamic([1]), dynamic(['x']))", "{\"a\":1,\"b\":\"x\"}|[1,\"x\"]|[1,\"x\"]")]
    [InlineData("print k = 'a', d = dynamic({'a': 5}) | project d[k]", "5")]
    [InlineData("print d = dynamic({'we ird\"key': 5}) | project d['we ird\"key']", "5")]
    public void Dynamic_values_are_walked_and_compared(string query, string expected) => Assert.Equal(expected, _database.Run(query));

    [Theory]
    [InlineData("print tolower('ÄB'), toupper('ab'), strlen('abc'), substring('abcdef', 1, 3), substring('abc', -2)", "äb|AB|3|bcd|bc")]
    [InlineData("print indexof('abcabc', 'c'), indexof('abcabc', 'c', 3), indexof('a', 'z'), countof('ababa', 'ab')", "2|5|-1|2")]
    [InlineData("print replace_string('a.b.c', '.', '-'), trim('-', '-a-'), extract('x=([0-9]+)', 1, 'ax=42'), extract('(z)', 1, 'a')", "a-b-c|a|42|")]
    [InlineData("print iff(1 > 2, 'a', 'b'), case(1 > 2, 'a', 2 > 1, 'b', 'c'), min_of(3, 1, 2), max_of(1.5, 2)", "b|b|1|2")]
    [InlineData("print toint('12'), tolong('x'), todouble('1.5'), tobool('true'), todatetime('2026-06-15T01:02:03Z'), totimespan('1.02:03:04')", "12|null|1.5|true|2026-06-15 01:02:03|937840000000")]
    [InlineData("print tostring(1.0), tostring(true), tostring(datetime(2026-06-15)), tostring(1d + 2h), tostring(90s)", "1.0|true|2026-06-15T00:00:00.0000000Z|1.02:00:00|00:01:30")]
    [InlineData("datatable(t: timespan)[1d, -90s] | project tostring(t)", "1.00:00:00/-00:01:30")]
    [InlineData("print round(2.567, 2), abs(-3), floor(2.7, 1), ceiling(2.1), pow(2, 10)", "2.57|3|2|3|1024")]
    [InlineData("print extract_all(@'(\\w)=(\\d)', 'a=1 b=2'), extract_all(@'(?:\\w)=(\\d)', 'a=1 b=2'), extract_all('(z)', 'a')", "[[\"a\",\"1\"],[\"b\",\"2\"]]|[\"1\",\"2\"]|null")]
    [InlineData("print hash_sha256('World')", "78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524")]
    [InlineData("print url_decode('a%20b'), base64_decode_tostring('S3VzdG8=')", "a b|Kusto")]
    [InlineData("print ipv4_is_private('10.1.2.3'), ipv4_is_private('172.31.0.1'), ipv4_is_private('8.8.8.8'), ipv4_is_private('x')", "true|true|false|null")]
    [InlineData("print ipv4_is_in_range('192.168.7.7', '192.168.0.0/16'), ipv4_is_in_range('10.0.0.1', '192.168.0.0/16')", "true|false")]
    [InlineData("print toguid('74be27de-1e4e-49d9-b579-fe0b331d3642') == guid(74be27de-1e4e-49d9-b579-fe0b331d3642)", "true")]
    public void Functions_give_what_Kusto_gives(string query, string expected) => Assert.Equal(expected, _database.Run(query));
}
