using Xunit;

namespace Picket.Tests.Kql.Functions;

public sealed class JsonFunctionsTests
{
    [Theory]
    [InlineData("parse_json", "[\"{\\\"a\\\": 1, \\\"b\\\": 1.0}\"]", "{\"a\":1,\"b\":1.0}")]
    [InlineData("parse_json", "[\"[9223372036854775807, 9223372036854775808, 1e3]\"]", "[9223372036854775807,9.2233720368547758E+18,1000.0]")]
    [InlineData("parse_json", "[\"{\\\"a\\\":1,\\\"a\\\":2}\"]", "{\"a\":1}")]
    [InlineData("parse_json", "[\"plain\"]", "\"plain\"")]
    [InlineData("parse_json", "[\" \"]", "null")]
    [InlineData("parse_json", "[\"null\"]", "null")]
    [InlineData("parse_json", "[true]", "true")]
    [InlineData("extract_json", "[\"$.a[1]['b c']\", \"{\\\"a\\\":[0,{\\\"b c\\\":7}]}\"]", "7")]
    [InlineData("extract_json", "[\"$\", \"[1]\"]", "[1]")]
    [InlineData("extract_json", "[\"$[-1]\", \"[1,2]\"]", "2")]
    [InlineData("extract_json", "[\"$.a..b\", \"{}\"]", "null")]
    [InlineData("extract_json", "[\"a\", \"{\\\"a\\\":1}\"]", "null")]
    [InlineData("extract_json", "[\"$.a\", \"no JSON\"]", "null")]
    [InlineData("dynamic_to_json", "[{\"b\":{\"z\":1,\"y\":[2]},\"a\":\"x\"}]", "\"{\\\"a\\\":\\\"x\\\",\\\"b\\\":{\\\"y\\\":[2],\\\"z\\\":1}}\"")]
    [InlineData("dynamic_to_json", "[1.5]", "\"1.5\"")]
    [InlineData("treepath", "[{\"a\":\"b\",\"c\":123}]", "[\"['a']\",\"['c']\"]")]
    [InlineData("treepath", "[{\"l\":[1,\"x\",{\"y\":[[2]]}]}]", "[\"['l']\",\"['l'][0]\",\"['l'][0]['y']\",\"['l'][0]['y'][0]\",\"['l'][0]['y'][0][0]\"]")]
    [InlineData("treepath", "[5]", "[]")]
    public void Json_text_becomes_values_and_values_text(string function, string arguments, string expected) =>
        Assert.Equal(expected, FunctionBody.Call(function, arguments));

    [Theory]
    [InlineData("iff", "[true,1,2]", "1")]
    [InlineData("iff", "[null,1,2]", "2")]
    [InlineData("coalesce", "[null,null,3,4]", "3")]
    [InlineData("coalesce", "[\"\",\"x\"]", "\"x\"")]
    [InlineData("coalesce", "[\"\",\"\"]", "\"\"")]
    [InlineData("min_of", "[3,null,1,2]", "1")]
    [InlineData("min_of", "[\"b\",\"a\"]", "\"a\"")]
    [InlineData("max_of", "[3,1.5,null]", "3")]
    [InlineData("max_of", "[null,null]", "null")]
    public void One_of_several_values_is_chosen(string function, string arguments, string expected) =>
        Assert.Equal(expected, FunctionBody.Call(function, arguments));
}
