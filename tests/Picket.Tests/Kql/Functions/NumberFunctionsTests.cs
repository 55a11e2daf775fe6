using Xunit;

namespace Picket.Tests.Kql.Functions;

public sealed class NumberFunctionsTests
{
    [Theory]
    [InlineData("abs", "[-5]", "5")]
    [InlineData("abs", "[-5.5]", "5.5")]
    [InlineData("abs", "[-9223372036854775808]", "null")]
    [InlineData("sign", "[-42]", "-1.0")]
    [InlineData("sign", "[0.0]", "0.0")]
    [InlineData("round", "[2.98765,3]", "2.988")]
    [InlineData("round", "[2.15,1]", "2.2")]
    [InlineData("round", "[-2.5]", "-3.0")]
    [InlineData("round", "[-50.55,-2]", "-100.0")]
    [InlineData("round", "[1234,-2]", "1200")]
    [InlineData("ceiling", "[-1.1]", "-1.0")]
    [InlineData("ceiling", "[3]", "3")]
    [InlineData("sqrt", "[256]", "16.0")]
    [InlineData("sqrt", "[-1]", "null")]
    [InlineData("exp", "[0]", "1.0")]
    [InlineData("exp2", "[10]", "1024.0")]
    [InlineData("exp10", "[3]", "1000.0")]
    [InlineData("log", "[1]", "0.0")]
    [InlineData("log", "[-1]", "null")]
    [InlineData("log2", "[8]", "3.0")]
    [InlineData("log10", "[0.01]", "-2.0")]
    [InlineData("log10", "[0]", "\"-Infinity\"")]
    [InlineData("pow", "[2,-1]", "0.5")]
    [InlineData("pow", "[-8,0.5]", "\"NaN\"")]
    [InlineData("pi", "[]", "3.1415926535897931")]
    [InlineData("sin", "[0]", "0.0")]
    [InlineData("cos", "[0]", "1.0")]
    [InlineData("tan", "[0]", "0.0")]
    [InlineData("asin", "[1]", "1.5707963267948966")]
    [InlineData("acos", "[2]", "null")]
    [InlineData("atan", "[1]", "0.78539816339744828")]
    [InlineData("atan2", "[-1,0]", "-1.5707963267948966")]
    [InlineData("cot", "[1]", "0.64209261593433065")]
    [InlineData("degrees", "[3.141592653589793]", "180.0")]
    [InlineData("radians", "[180]", "3.1415926535897931")]
    public void Numbers_are_computed(string function, string arguments, string expected) =>
        Assert.Equal(expected, FunctionBody.Call(function, arguments));

    [Theory]
    [InlineData("binary_and", "[12,10]", "8")]
    [InlineData("binary_or", "[12,10]", "14")]
    [InlineData("binary_xor", "[12,10]", "6")]
    [InlineData("binary_not", "[0]", "-1")]
    [InlineData("binary_shift_left", "[1,3]", "8")]
    [InlineData("binary_shift_left", "[1,65]", "2")]
    [InlineData("binary_shift_right", "[-8,1]", "-4")]
    [InlineData("binary_shift_right", "[8,-1]", "null")]
    [InlineData("bitset_count_ones", "[42]", "3")]
    [InlineData("bitset_count_ones", "[-1]", "64")]
    public void Bits_are_computed(string function, string arguments, string expected) =>
        Assert.Equal(expected, FunctionBody.Call(function, arguments));

    [Fact]
    public void Spans_have_a_size_and_decimals_stay_exact()
    {
        Assert.Equal(TimeSpan.FromHours(1), FunctionBody.Value("abs", TimeSpan.FromHours(-1)));
        Assert.Equal(2.35m, FunctionBody.Value("round", 2.345m, 2L));
        Assert.Equal(-2m, FunctionBody.Value("ceiling", -2.5m));
    }
}
