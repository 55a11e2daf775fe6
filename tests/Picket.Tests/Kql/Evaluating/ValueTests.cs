using Xunit;

namespace Picket.Tests.Kql.Evaluating;

public class ValueTests
{
    [Theory]
    [InlineData("print 7/2, -7/2, 7.0/2, 7 % 3, -14 % 12, 14 % -12, 10.5 % 3", "3|-3|3.5|1|10|2|1.5")]
    [InlineData("print 1/0, 5 % 0, 1.0/0, -1.0/0, isnan(0.0/0), 1h/0", "null|null|Infinity|-Infinity|true|null")]
    [InlineData("print 9223372036854775807 + 1, -9223372036854775807 - 2", "-9223372036854775808|9223372036854775807")]
    [InlineData("print datetime(9999-12-31) + 400d, datetime(0001-01-01) - 1d", "null|null")]
    [InlineData("print datetime(2026-01-01 00:00:00.1234567) + 1tick, datetime(2026-01-02) - datetime(2026-01-01 00:00:00.0000001)", "2026-01-01 00:00:00.1234568|23:59:59.9999999")]
    [InlineData("print 1h * 1.5, 3 * 1h, 1d / 7, 1d / 6h, 7h % 2h, -36h", "01:30:00|03:00:00|03:25:42.8571428|4|01:00:00|-1.12:00:00")]
    [InlineData("print decimal(1.10) + 1, decimal(1) / 0, decimal(7) / 2", "2.10|null|3.5")]
    public void Arithmetic_keeps_to_the_types_and_never_fails(string query, string expected) => Assert.Equal(expected, EvaluatedRows.Run(query));

    [Theory]
    [InlineData("print tolong('0x10'), tolong('-5'), tolong(' 7 '), tolong('1.9'), tolong('x'), tolong(1.9), tolong(true), tolong('99999999999999999999')", "16|-5|7|1|null|1|1|null")]
    [InlineData("print toint(3000000000), toint('3000000000'), toint(2.7), toint('12')", "null|null|2|12")]
    [InlineData("print todouble('1e3'), todouble('NaN'), toreal('-inf'), todouble('x'), todouble(5)", "1000|NaN|-Infinity|null|5")]
    [InlineData("print tobool('true'), tobool('FALSE'), tobool('1'), tobool('x'), tobool(0), tobool(123)", "true|false|true|null|false|true")]
    [InlineData("print todatetime('2026-06-15T01:02:03.1234567Z'), todatetime('Thu, 24 Dec 2015 10:11:12 GMT'), todatetime('2015'), todatetime('x')", "2026-06-15 01:02:03.1234567|2015-12-24 10:11:12|2015-01-01 00:00:00|null")]
    [InlineData("print totimespan('1d'), totimespan('0.01:02:03.0000004'), totimespan('90m'), totimespan('x'), totimespan('')", "1.00:00:00|01:02:03.0000004|01:30:00|null|null")]
    [InlineData("print todecimal('1.10'), todecimal(3), todecimal('x'), toguid('74be27de-1e4e-49d9-b579-fe0b331d3642'), toguid('x')", "1.10|3|null|74be27de-1e4e-49d9-b579-fe0b331d3642|null")]
    [InlineData("print tostring(1.0), tostring(0.1), tostring(1e20), tostring(real(nan)), tostring(long(null)), tostring(90s), tostring(1d)", "1.0|0.1|1E+20|NaN||00:01:30|1.00:00:00")]
    [InlineData("print tostring(dynamic({'a': [1, 2.5, null]})), tostring(dynamic('x')), tostring(dynamic(null)), toint(dynamic('12'))", "{\"a\":[1,2.5,null]}|x||12")]
    public void Conversions_give_null_for_what_they_cannot_read(string query, string expected) => Assert.Equal(expected, EvaluatedRows.Run(query));

    [Theory]
    [InlineData("print long(null) == 1, long(null) != 1, long(null) == long(null), long(null) < 1, not(long(null) == long(null))", "false|true|null|null|null")]
    [InlineData("print bool(null) and false, bool(null) and true, bool(null) or true, bool(null) or false", "false|null|true|null")]
    [InlineData("print real(nan) == real(nan), real(nan) != real(nan), real(nan) < 1.0", "false|true|false")]
    [InlineData("print coalesce('', 'x'), coalesce(long(null), 3), iff(bool(null), 1, 2)", "x|3|2")]
    [InlineData("print d = dynamic({'a': {'b': [1, 'x', null]}}) | project d.a.b[1], d['a'].b[0], d.a.b[-3], d.a.c, d.a.b[2], d.a.b[9]", "\"x\"|1|1|null|null|null")]
    [InlineData("print i = 1, d = dynamic([10, 20]), k = 'p', b = dynamic({'p': 5}) | project d[i], b[k], d[toint('0')]", "20|5|10")]
    [InlineData("print 3 in (1, 2, 3), 'A' in~ ('a'), 'a' in (dynamic(['b', 'a'])), 'a' !in ('b'), long(null) in (1), 'x y' has_any ('q', 'Y')", "true|true|true|true|false|true")]
    [InlineData("print 'Alpha-beta' hasprefix_cs 'be', 'Alpha-beta' hasprefix_cs 'Be', 'Alpha-beta' hassuffix_cs 'pha', 'a1' matches regex '^[a-z]\\\\d$'", "true|false|true|true")]
    public void Tests_know_null_as_neither_like_nor_unlike_null(string query, string expected) => Assert.Equal(expected, EvaluatedRows.Run(query));
}
