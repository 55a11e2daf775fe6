using System.Globalization;
using Xunit;

namespace Picket.Tests.Kql.Functions;

public sealed class SpecialMathTests
{
    [Theory]
    [InlineData("gamma", "[5]", 24)]
    [InlineData("gamma", "[0.5]", 1.772453850905516)]
    [InlineData("gamma", "[-1.5]", 2.3632718012073544)]
    [InlineData("loggamma", "[5]", 3.1780538303479458)]
    [InlineData("loggamma", "[1000]", 5905.220423209181)]
    [InlineData("erf", "[0.5]", 0.5204998778130465)]
    [InlineData("erf", "[-3]", -0.9999779095030014)]
    [InlineData("erfc", "[1]", 0.15729920705028513)]
    [InlineData("erfc", "[5]", 1.5374597944280349e-12)]
    [InlineData("erfc", "[-1]", 1.842700792949715)]
    [InlineData("beta_pdf", "[0.5,10,20]", 0.746176019310951)]
    [InlineData("beta_cdf", "[0.5,2,3]", 0.6875)]
    [InlineData("beta_cdf", "[0.9,10,20]", 0.9999999999999984)]
    [InlineData("beta_inv", "[0.6875,2,3]", 0.5)]
    [InlineData("beta_inv", "[0.1,10,20]", 0.22641502238874939)]
    [InlineData("welch_test", "[64,61,10,69,74,10]", 0.19)]
    [InlineData("welch_test", "[1,1,10,1,1,10]", 1)]
    public void Known_values(string function, string arguments, double expected)
    {
        var value = double.Parse(FunctionBody.Call(function, arguments), CultureInfo.InvariantCulture);

        Assert.InRange(value, expected - Tolerance(function, expected), expected + Tolerance(function, expected));
    }

    [Theory]
    [InlineData("beta_pdf", "[1.5,10,20]", "\"NaN\"")]
    [InlineData("beta_cdf", "[0.5,-1,20]", "\"NaN\"")]
    [InlineData("beta_inv", "[2,1,1]", "\"NaN\"")]
    [InlineData("gamma", "[-1]", "null")]
    [InlineData("welch_test", "[1,1,1,2,1,10]", "null")]
    public void Undefined_values(string function, string arguments, string expected) => Assert.Equal(expected, FunctionBody.Call(function, arguments));

    private static double Tolerance(string function, double expected) => function == "welch_test" ? 0.02 : Math.Abs(expected) * 1e-8;
}
