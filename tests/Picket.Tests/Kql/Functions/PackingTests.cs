using Xunit;

namespace Picket.Tests.Kql.Functions;

public sealed class PackingTests
{
    [Theory]
    [InlineData("print a = 1, b = '', c = long(null) | project pack_all()", "{\"a\":1,\"b\":\"\",\"c\":null}")]
    [InlineData("print a = 1, b = '', c = long(null) | project pack_all(true)", "{\"a\":1}")]
    [InlineData("print a = 1, b = 'x' | project pack_array(*)", "[1,\"x\"]")]
    [InlineData("print a = 1, b = 'x' | project bag_pack_columns(b, a)", "{\"b\":\"x\",\"a\":1}")]
    [InlineData("print bag_pack('t', 1h, 'd', datetime(2026-06-15), 'r', 1.0, 'n', 1)", "{\"t\":\"01:00:00\",\"d\":\"2026-06-15T00:00:00.0000000Z\",\"r\":1.0,\"n\":1}")]
    [InlineData("print extract_json('$.a[0].b', '{\"a\":[{\"b\":7}]}', typeof(long)) + 1", "8")]
    [InlineData("print extract_json(\"$['a b']\", '{\"a b\":\"x\"}')", "x")]
    [InlineData("print p = '$.a' | project extract_json(p, '{\"a\":{\"b\":1}}')", "{\"b\":1}")]
    [InlineData("print range(datetime(2026-06-15), datetime(2026-06-16), 1d)", "[\"2026-06-15T00:00:00.0000000Z\",\"2026-06-16T00:00:00.0000000Z\"]")]
    [InlineData("print parse_json('[1, 1.0, 1e2]')", "[1,1.0,100.0]")]
    [InlineData("print round(7, 1), round(2.345, 2), abs(-1h), sign(-3)", "7|2.35|01:00:00|-1.0")]
    [InlineData("print iff(true, dynamic([1]), dynamic(null)), coalesce(dynamic(null), dynamic({'a':1}))", "[1]|{\"a\":1}")]
    public void Values_are_packed_and_read(string query, string expected) => Assert.Equal(expected, Evaluated.Rows(query));

    [Theory]
    [InlineData("print x = 1 | project abs(x), round(x, 2), cot(x)", "x x1 Column1")]
    [InlineData("print x = dynamic([1]) | project series_fir(x, x), series_outliers(x), series_add(x, 1)", "x x1 Column1")]
    [InlineData("print s = '{}' | project parse_json(s)", "s")]
    public void Some_functions_keep_the_name_of_their_argument(string query, string expected) => Assert.Equal(expected, Evaluated.Columns(query));

    [Theory]
    [InlineData("print extract_json('$.a[*]', '{}')", "PKT1108")]
    [InlineData("print a = 1 | project pack_all(a == 1)", "PKT1108")]
    [InlineData("print a = 1 | project bag_pack_columns(a + 1)", "PKT1005")]
    [InlineData("print bag_pack('a')", "PKT1104")]
    public void What_cannot_be_packed_is_told(string query, string code) => Assert.Equal(code, Assert.Single(KqlDatabase.Errors(query)).Code);
}
