using Xunit;

namespace Picket.Tests.Kql.Functions;

public sealed class BagAndSetFunctionsTests
{
    [Theory]
    [InlineData("bag_pack", "[\"b\",1,\"a\",null]", "{\"b\":1,\"a\":null}")]
    [InlineData("bag_pack", "[\"a\",1,\"a\",2]", "{\"a\":2}")]
    [InlineData("bag_keys", "[{\"b\":1,\"a\":{\"c\":1}}]", "[\"b\",\"a\"]")]
    [InlineData("bag_keys", "[[1]]", "null")]
    [InlineData("bag_has_key", "[{\"k\":null},\"k\"]", "true")]
    [InlineData("bag_has_key", "[{\"k\":{\"p\":1}},\"$.k.p\"]", "true")]
    [InlineData("bag_has_key", "[{\"k\":{\"p\":1}},\"$.k.q\"]", "false")]
    [InlineData("bag_has_key", "[{\"k\":[1]},\"$.k[0]\"]", "false")]
    [InlineData("bag_merge", "[{\"a\":1,\"b\":2},{\"b\":3,\"c\":4}]", "{\"a\":1,\"b\":2,\"c\":4}")]
    [InlineData("bag_merge", "[{\"a\":1},null]", "{\"a\":1}")]
    [InlineData("bag_merge", "[{\"a\":1},[1]]", "null")]
    [InlineData("bag_remove_keys", "[{\"a\":1,\"b\":2},[\"b\",\"c\"]]", "{\"a\":1}")]
    [InlineData("bag_remove_keys", "[{\"a\":{\"x\":1,\"y\":2},\"b\":[0]},[\"$.a.x\",\"b\"]]", "{\"a\":{\"y\":2}}")]
    [InlineData("bag_remove_keys", "[{\"$.a\":1},[\"$.a\"]]", "{}")]
    [InlineData("bag_set_key", "[{\"a\":1},\"a\",[2]]", "{\"a\":[2]}")]
    [InlineData("bag_set_key", "[{\"a\":1},\"$.b.c\",\"x\"]", "{\"a\":1,\"b\":{\"c\":\"x\"}}")]
    [InlineData("bag_set_key", "[{\"a\":{\"p\":1,\"q\":2}},\"$.a.p\",null]", "{\"a\":{\"p\":null,\"q\":2}}")]
    [InlineData("bag_set_key", "[[1],\"a\",1]", "null")]
    [InlineData("bag_set_key", "[{\"a\":[1]},\"$.a[0]\",1]", "null")]
    [InlineData("bag_zip", "[[\"a\",\"b\",7,\"c\"],[1,2,3]]", "{\"a\":1,\"b\":2,\"c\":null}")]
    [InlineData("bag_zip", "[[\"a\"],[1,2]]", "{\"a\":1}")]
    [InlineData("bag_zip", "[{},[]]", "null")]
    public void Bags(string function, string arguments, string expected) => Assert.Equal(expected, FunctionBody.Call(function, arguments));

    [Theory]
    [InlineData("set_union", "[[1,2,2],[2,3],[1.0]]", "[1,2,3]")]
    [InlineData("set_union", "[[1],null]", "[1]")]
    [InlineData("set_union", "[[1],5]", "null")]
    [InlineData("set_intersect", "[[1,2,3,3],[3,2],[3,9]]", "[3]")]
    [InlineData("set_intersect", "[[{\"a\":1}],[{\"a\":1}]]", "[{\"a\":1}]")]
    [InlineData("set_difference", "[[1,2,2,3],[2],[3]]", "[1]")]
    [InlineData("set_difference", "[[1,2],[1,2]]", "[]")]
    [InlineData("set_has_element", "[[1,\"a\",null],\"a\"]", "true")]
    [InlineData("set_has_element", "[[1,\"a\"],\"A\"]", "false")]
    [InlineData("set_has_element", "[\"a\",\"a\"]", "null")]
    [InlineData("set_equals", "[[1,2,2],[2,1]]", "true")]
    [InlineData("set_equals", "[[1,2],[1]]", "false")]
    [InlineData("jaccard_index", "[[1,2,3],[1,2,3,4]]", "0.75")]
    [InlineData("jaccard_index", "[[],[]]", "\"NaN\"")]
    public void Sets(string function, string arguments, string expected) => Assert.Equal(expected, FunctionBody.Call(function, arguments));
}
