using Picket.Kql.Values;
using Picket.Kql;
using Xunit;

namespace Picket.Tests.Kql.Functions;

public sealed class ArrayFunctionsTests
{
    [Theory]
    [InlineData("array_length", "[[1,2,3]]", "3")]
    [InlineData("array_length", "[{\"a\":1}]", "null")]
    [InlineData("array_concat", "[[1,2],[3],[]]", "[1,2,3]")]
    [InlineData("array_concat", "[[1],null]", "[1]")]
    [InlineData("array_concat", "[[1],5]", "null")]
    [InlineData("array_slice", "[[1,2,3,4,5],1,3]", "[2,3,4]")]
    [InlineData("array_slice", "[[1,2,3,4,5],2,-1]", "[3,4,5]")]
    [InlineData("array_slice", "[[1,2,3,4,5],-30,1]", "[1,2]")]
    [InlineData("array_slice", "[[1,2],5,9]", "[]")]
    [InlineData("array_split", "[[1,2,3,4,5],2]", "[[1,2],[3,4,5]]")]
    [InlineData("array_split", "[[1,2,3,4,5],[1,3]]", "[[1],[2,3],[4,5]]")]
    [InlineData("array_split", "[[1,2,3,4,5],-1]", "[[1,2,3,4],[5]]")]
    [InlineData("array_index_of", "[[\"a\",\"b\",\"a\"],\"a\"]", "0")]
    [InlineData("array_index_of", "[[\"a\",\"b\",\"a\"],\"a\",1]", "2")]
    [InlineData("array_index_of", "[[\"a\",\"b\",\"a\",\"a\"],\"a\",0,-1,3]", "3")]
    [InlineData("array_index_of", "[[\"a\",\"b\",\"a\"],\"a\",1,1]", "-1")]
    [InlineData("array_index_of", "[[1,2.0],2]", "1")]
    [InlineData("array_index_of", "[null,2]", "null")]
    [InlineData("array_reverse", "[[1,\"a\",null]]", "[null,\"a\",1]")]
    [InlineData("array_reverse", "[\"no\"]", "null")]
    [InlineData("array_iff", "[[true,false,true],[1,2,3],[4,5,6]]", "[1,5,3]")]
    [InlineData("array_iff", "[[1,0,50],\"yes\",\"no\"]", "[\"yes\",\"no\",\"yes\"]")]
    [InlineData("array_iff", "[[\"x\",null],1,0]", "[null,null]")]
    [InlineData("array_iff", "[[true,true,true],[1,2],[3,4]]", "[1,2,null]")]
    [InlineData("array_sum", "[[1,2.5,3]]", "6.5")]
    [InlineData("array_sum", "[[1,\"x\"]]", "null")]
    public void Arrays_are_asked_and_cut(string function, string arguments, string expected) =>
        Assert.Equal(expected, FunctionBody.Call(function, arguments));

    [Theory]
    [InlineData("array_rotate_left", "[[1,2,3,4,5],2]", "[3,4,5,1,2]")]
    [InlineData("array_rotate_left", "[[1,2,3,4,5],-2]", "[4,5,1,2,3]")]
    [InlineData("array_rotate_left", "[[1,2,3],7]", "[2,3,1]")]
    [InlineData("array_rotate_left", "[[],7]", "[]")]
    [InlineData("array_rotate_right", "[[1,2,3,4,5],1]", "[5,1,2,3,4]")]
    [InlineData("array_shift_left", "[[1,2,3],1]", "[2,3,null]")]
    [InlineData("array_shift_left", "[[1,2,3],-2,0]", "[0,0,1]")]
    [InlineData("array_shift_right", "[[1,2,3],1,9]", "[9,1,2]")]
    [InlineData("array_shift_right", "[[1,2,3],-9,9]", "[9,9,9]")]
    public void Elements_move(string function, string arguments, string expected) =>
        Assert.Equal(expected, FunctionBody.Call(function, arguments));

    [Theory]
    [InlineData("array_sort_asc", "[[3,1,null,2]]", "[[1,2,3,null]]")]
    [InlineData("array_sort_asc", "[[3,1,null,2],false]", "[[null,1,2,3]]")]
    [InlineData("array_sort_desc", "[[3,1,null,2],true]", "[[3,2,1,null]]")]
    [InlineData("array_sort_asc", "[[2,1],[\"b\",\"a\"]]", "[[1,2],[\"a\",\"b\"]]")]
    [InlineData("array_sort_desc", "[[2,1],[\"b\",\"a\"],[1]]", "[[2,1],[\"b\",\"a\"],null]")]
    [InlineData("array_sort_asc", "[[\"x\",true,10,2.5,\"B\",[1]]]", "[[2.5,10,\"B\",\"x\",true,[1]]]")]
    [InlineData("array_sort_asc", "[null,[1]]", "[null,null]")]
    public void The_first_array_orders_the_others(string function, string arguments, string expected) =>
        Assert.Equal(expected, FunctionBody.Call(function, arguments));

    [Theory]
    [InlineData("pack_array", "[1,\"a\",null,[2]]", "[1,\"a\",null,[2]]")]
    [InlineData("repeat", "[1,3]", "[1,1,1]")]
    [InlineData("repeat", "[\"a\",0]", "[]")]
    [InlineData("repeat", "[\"a\",-1]", "null")]
    [InlineData("zip", "[[1,3],[2,4,6]]", "[[1,2],[3,4],[null,6]]")]
    [InlineData("zip", "[[1],[2],[3]]", "[[1,2,3]]")]
    [InlineData("range", "[1,8,3]", "[1,4,7]")]
    [InlineData("range", "[1,3]", "[1,2,3]")]
    [InlineData("range", "[3,1,-1]", "[3,2,1]")]
    [InlineData("range", "[3,1]", "[]")]
    [InlineData("range", "[1,3,0]", "null")]
    [InlineData("range", "[0.0,1,0.25]", "[0.0,0.25,0.5,0.75,1.0]")]
    public void Arrays_are_made(string function, string arguments, string expected) =>
        Assert.Equal(expected, FunctionBody.Call(function, arguments));

    [Fact]
    public void A_range_of_times_counts_hours_unless_told_otherwise()
    {
        var day = new DateTime(2026, 6, 15, 0, 0, 0, DateTimeKind.Utc);

        var days = FunctionBody.Value("range", day, day.AddDays(1), TimeSpan.FromDays(1));
        var hours = FunctionBody.Value("range", TimeSpan.FromHours(1), TimeSpan.FromHours(3.5));

        Assert.Equal("[\"2026-06-15T00:00:00.0000000Z\",\"2026-06-16T00:00:00.0000000Z\"]", DynamicJson.Write(days));
        Assert.Equal("[\"01:00:00\",\"02:00:00\",\"03:00:00\"]", DynamicJson.Write(hours));
    }

    [Fact]
    public void A_range_is_bounded()
    {
        Assert.Equal(1 << 20, ((object?[])FunctionBody.Value("range", 1L, long.MaxValue)!).Length);
        Assert.Equal(1 << 20, ((object?[])FunctionBody.Value("repeat", "x", long.MaxValue)!).Length);
    }
}
