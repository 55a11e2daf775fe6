using Xunit;

namespace Picket.Tests.Kql.Functions;

public sealed class SeriesElementFunctionsTests
{
    [Theory]
    [InlineData("series_add", "[[1,2,4],[4,2,1]]", "[5,4,5]")]
    [InlineData("series_add", "[[1,2,4],[4,2.5]]", "[5,4.5,null]")]
    [InlineData("series_add", "[[9223372036854775807],1]", "[9.2233720368547758E+18]")]
    [InlineData("series_subtract", "[[1,\"x\",null],[1,1,1]]", "[0,null,null]")]
    [InlineData("series_multiply", "[10,[1,-1,0]]", "[10,-10,0]")]
    [InlineData("series_multiply", "[10,10]", "null")]
    [InlineData("series_divide", "[[1,2,4],[4,2,1]]", "[0.25,1.0,4.0]")]
    [InlineData("series_divide", "[[2,0],0]", "[\"Infinity\",null]")]
    [InlineData("series_pow", "[[1,2,3],2]", "[1.0,4.0,9.0]")]
    [InlineData("series_abs", "[[-6,0,-8.5,\"x\"]]", "[6,0,8.5,null]")]
    [InlineData("series_sign", "[[-6,0,8.5]]", "[-1,0,1.0]")]
    [InlineData("series_ceiling", "[[-1.5,1,2.5]]", "[-1.0,1.0,3.0]")]
    [InlineData("series_floor", "[[-1.5,1,2.5]]", "[-2.0,1.0,2.0]")]
    [InlineData("series_exp", "[[0,null]]", "[1.0,null]")]
    [InlineData("series_log", "[[1,-1]]", "[0.0,null]")]
    [InlineData("series_sin", "[[0]]", "[0.0]")]
    [InlineData("series_cos", "[[0]]", "[1.0]")]
    [InlineData("series_tan", "[[0]]", "[0.0]")]
    [InlineData("series_asin", "[[1,2]]", "[1.5707963267948966,null]")]
    [InlineData("series_acos", "[[1]]", "[0.0]")]
    [InlineData("series_atan", "[[1]]", "[0.78539816339744828]")]
    [InlineData("series_atan", "[5]", "null")]
    public void Arithmetic(string function, string arguments, string expected) => Assert.Equal(expected, FunctionBody.Call(function, arguments));

    [Theory]
    [InlineData("series_equals", "[[1,2,4],[1.0,3,4]]", "[true,false,true]")]
    [InlineData("series_not_equals", "[[1,2],[1,\"x\"]]", "[false,null]")]
    [InlineData("series_less", "[[1,2,4],[4,2,1]]", "[true,false,false]")]
    [InlineData("series_less_equals", "[[1,2,4],2]", "[true,true,false]")]
    [InlineData("series_greater", "[[1,2,4],[4,2,1]]", "[false,false,true]")]
    [InlineData("series_greater_equals", "[3,[1,3,4]]", "[true,true,false]")]
    [InlineData("series_not", "[[true,0,2,\"x\"]]", "[false,true,false,null]")]
    public void Comparisons(string function, string arguments, string expected) => Assert.Equal(expected, FunctionBody.Call(function, arguments));

    [Theory]
    [InlineData("series_fill_const", "[[null,1,null],0]", "[0,1,0]")]
    [InlineData("series_fill_const", "[[null,1,-1],0.5,-1]", "[null,1,0.5]")]
    [InlineData("series_fill_forward", "[[null,1,null,null,2]]", "[null,1,1,1,2]")]
    [InlineData("series_fill_forward", "[[0,1,0,2],0]", "[0,1,1,2]")]
    [InlineData("series_fill_backward", "[[null,1,null,2,null]]", "[1,1,2,2,null]")]
    [InlineData("series_fill_linear", "[[null,1.0,null,2.0,null]]", "[1.0,1.0,1.5,2.0,2.0]")]
    [InlineData("series_fill_linear", "[[null,111,null,36,41,null,null,16]]", "[111,111,73,36,41,32,24,16]")]
    [InlineData("series_fill_linear", "[[null,1,null,4,null],null,false]", "[null,1,2,4,null]")]
    [InlineData("series_fill_linear", "[[0,3,0,0,9],0]", "[3,3,5,7,9]")]
    [InlineData("series_fill_linear", "[[null,null]]", "[0.0,0.0]")]
    [InlineData("series_fill_linear", "[[null,null],null,true,7]", "[7,7]")]
    [InlineData("series_fill_linear", "[[null,null],null,true,null]", "[null,null]")]
    [InlineData("series_fill_linear", "[\"x\"]", "null")]
    public void Fills(string function, string arguments, string expected) => Assert.Equal(expected, FunctionBody.Call(function, arguments));

    [Theory]
    [InlineData("series_fir", "[[0,0,5,0,0],[1,1,2]]", "[0.0,0.0,1.25,1.25,2.5]")]
    [InlineData("series_fir", "[[0,0,6,0,0],[1,1,1],true,true]", "[0.0,2.0,2.0,2.0,0.0]")]
    [InlineData("series_fir", "[[0,0,2,3],[1,-1]]", "[0.0,0.0,2.0,1.0]")]
    [InlineData("series_fir", "[[1,2],[1,-1],true]", "null")]
    [InlineData("series_fir", "[[1,2],[1,1],false]", "[1.0,3.0]")]
    [InlineData("series_iir", "[[1,2,3],[1],[1,-1]]", "[1.0,3.0,6.0]")]
    [InlineData("series_iir", "[[4,0,0],[1],[2,-1]]", "[2.0,1.0,0.5]")]
    [InlineData("series_iir", "[[1],[1],[0]]", "null")]
    public void Filters(string function, string arguments, string expected) => Assert.Equal(expected, FunctionBody.Call(function, arguments));

    [Theory]
    [InlineData("series_sum", "[[1,2.5,\"x\",null]]", "3.5")]
    [InlineData("series_sum", "[[]]", "null")]
    [InlineData("series_product", "[[1,2,3,4]]", "24.0")]
    [InlineData("series_magnitude", "[[3,4]]", "5.0")]
    [InlineData("series_dot_product", "[[1,2,4],[4,2,1,9]]", "12.0")]
    [InlineData("series_dot_product", "[[1,2,4],2]", "14.0")]
    [InlineData("series_dot_product", "[[],[]]", "null")]
    [InlineData("series_cosine_similarity", "[[1,0],[0,1]]", "0.0")]
    [InlineData("series_cosine_similarity", "[[3,4],[6,8],5,10]", "1.0")]
    [InlineData("series_pearson_correlation", "[[1,2,3],[2,4,6]]", "1.0")]
    [InlineData("series_pearson_correlation", "[[1,2,3],[3,2,1]]", "-1.0")]
    [InlineData("series_pearson_correlation", "[[1,2,3],[3,2]]", "null")]
    public void One_number_out_of_series(string function, string arguments, string expected) => Assert.Equal(expected, FunctionBody.Call(function, arguments));
}
