using System.Globalization;
using Picket.Kql.Values;
using Xunit;

namespace Picket.Tests.Kql.Functions;

public sealed class SeriesAnalysisFunctionsTests
{
    private const string Week = "[10,12,14,13,11,3,2";

    [Fact]
    public void Statistics_are_those_of_a_sample()
    {
        Assert.Equal("[2.0,1,9.0,0,5.0,2.9439202887759488,8.6666666666666661]", FunctionBody.Call("series_stats", "[[9,2,4,5]]"));
        Assert.Equal(
            "{\"min\":1.0,\"min_idx\":0,\"max\":3.0,\"max_idx\":2,\"avg\":2.0,\"stdev\":1.4142135623730951,\"variance\":2.0,\"sum\":4.0,\"len\":2}",
            FunctionBody.Call("series_stats_dynamic", "[[1,null,3],true]"));
        Assert.Equal("[null,null,null,null,null,null,null]", FunctionBody.Call("series_stats", "[[1,null,3]]"));
        Assert.Equal("null", FunctionBody.Call("series_stats_dynamic", "[[]]"));
    }

    [Fact]
    public void A_line_fits_points_on_a_line_exactly()
    {
        Assert.Equal("[1.0,2.0,6.666666666666667,0.0,3.0,[3.0,5.0,7.0,9.0]]", FunctionBody.Call("series_fit_line", "[[3,5,7,9]]"));
        Assert.Equal("[1.0,0.0,0.0,0.0,4.0,[4.0,4.0]]", FunctionBody.Call("series_fit_line", "[[4,4]]"));
        Assert.Equal("[null,null,null,null,null,null]", FunctionBody.Call("series_fit_line", "[[1,\"x\"]]"));
    }

    [Fact]
    public void A_line_through_noise_has_the_least_squares()
    {
        var fit = Reals(FunctionBody.Value("series_fit_line", Series("[2,5,6,8,11,15,17,18,25,26,30,30]")), 5);

        Near([0.98290073, 2.73076923, 98.62878788, 1.68648019, 1.06410256], fit);
    }

    [Fact]
    public void Two_lines_meet_where_the_trend_changes()
    {
        var fit = (object?[])FunctionBody.Value("series_fit_2lines", Series("[0,2,4,6,8,7,6,5,4]"))!;

        Assert.Equal(15, fit.Length);
        Near([1.0], Reals(fit, 1));
        Assert.Contains(fit[1], new object[] { 4L, 5L });
        Near([-1.0], [(double)fit[6]!]);
        Near([2.0, 0.0], [(double)fit[11]!, (double)fit[12]!]);
        Assert.StartsWith("{\"rsquare\":", FunctionBody.Call("series_fit_2lines_dynamic", "[[0,2,4,6,8,7,6,5,4]]"), StringComparison.Ordinal);
        Assert.Equal("null", FunctionBody.Call("series_fit_2lines_dynamic", "[[1,2,3]]"));
    }

    [Fact]
    public void A_polynomial_gives_its_coefficients_from_the_highest_power()
    {
        var fit = (object?[])FunctionBody.Value("series_fit_poly", Series("[1,3,11,25]"), Series("[0,1,2,3]"), 2L)!;

        Near([1.0], Reals(fit, 1));
        Near([3.0, -1.0, 1.0], Reals(fit[1], 3));
        Near([1.0, 3.0, 11.0, 25.0], Reals(fit[4], 4));
        Near([2.0, -1.0], Reals(((object?[])FunctionBody.Value("series_fit_poly", Series("[1,3,5]"))!)[1], 2));
        Assert.Equal("[null,null,null,null,null]", FunctionBody.Call("series_fit_poly", "[[1,2],[1,2],5]"));
        Assert.Equal("[null,null,null,null,null]", FunctionBody.Call("series_fit_poly", "[[1,2],[1,1],1]"));
    }

    [Theory]
    [InlineData("[1,0,0,0]", "[1,1,1,1]", "[0,0,0,0]")]
    [InlineData("[1,2,3]", "[6,-1.5,-1.5]", "[0,0.8660254037844386,-0.8660254037844386]")]
    [InlineData("[1,2,3,4,5]", "[15,-2.5,-2.5,-2.5,-2.5]", "[0,3.440954801177933,0.812299240582266,-0.812299240582266,-3.440954801177933]")]
    public void Fourier_transforms_any_length_and_back(string series, string real, string imaginary)
    {
        var transformed = (object?[])FunctionBody.Value("series_fft", Series(series))!;
        var back = (object?[])FunctionBody.Value("series_ifft", transformed)!;

        var length = Array(series).Length;
        Near(Reals(Array(real), length), Reals(transformed[0], length));
        Near(Reals(Array(imaginary), length), Reals(transformed[1], length));
        Near(Reals(Array(series), length), Reals(back[0], length));
        Near(new double[length], Reals(back[1], length));
    }

    [Fact]
    public void A_weekly_pattern_is_found_and_its_double_is_not_another()
    {
        var weeks = $"{Week},{Week[1..]},{Week[1..]},{Week[1..]},{Week[1..]}]";

        Assert.Equal("[[7.0,0.0],[1.0,0.0]]", Rounded(FunctionBody.Value("series_periods_detect", Series(weeks), 4.0, 17.0, 2L)));
        Assert.Equal("[[7.0,5.0,3.0,18.0],[1.0,0.0,0.0,0.0]]", Rounded(FunctionBody.Value("series_periods_validate", Series(weeks), 7.0, 5.0, 3.0, 18.0)));
        Assert.Equal("[[0.0],[0.0]]", FunctionBody.Call("series_periods_detect", "[[1,5,2,8,3,9,4,1],4,8,1]"));
    }

    [Fact]
    public void What_repeats_is_the_median_of_each_place()
    {
        Assert.Equal("[1.5,3.5,5.5,1.5,3.5,5.5]", FunctionBody.Call("series_seasonal", "[[1,3,5,2,4,6],3]"));
        Assert.Equal("[0.0,0.0,0.0,0.0]", FunctionBody.Call("series_seasonal", "[[1,3,5,2]]"));
        Assert.Equal("[8.0,9.0,7.0,8.0,9.0,7.0]", FunctionBody.Call("series_seasonal", "[[8,9,7,100,100,100],3,3]"));
    }

    [Fact]
    public void A_series_is_the_sum_of_what_repeats_the_trend_and_the_rest()
    {
        var line = $"{Week},{Week[1..]},{Week[1..]},{Week[1..]}]";
        var rising = Array(line).Select((v, i) => (object?)(Convert.ToDouble(v, CultureInfo.InvariantCulture) + i)).ToArray();

        var parts = (object?[])FunctionBody.Value("series_decompose", rising, 7L, "linefit")!;

        var (baseline, seasonal, trend, residual) = (Reals(parts[0], 28), Reals(parts[1], 28), Reals(parts[2], 28), Reals(parts[3], 28));
        Near(baseline, [.. seasonal.Zip(trend, (s, t) => s + t)]);
        Near(Reals(rising, 28), [.. baseline.Zip(residual, (b, r) => b + r)]);
        Assert.True(trend[27] > trend[0] + 10);
        Near(new double[28], Reals(((object?[])FunctionBody.Value("series_decompose", Series(line), 7L)!)[3], 28));
        Near(Reals(Array(line), 28), Reals(((object?[])FunctionBody.Value("series_decompose", Series(line), 0L, "none")!)[3], 28));
    }

    [Fact]
    public void One_point_that_stands_out_is_flagged()
    {
        var points = Array($"{Week},{Week[1..]},{Week[1..]},{Week[1..]},{Week[1..]}]");
        var noisy = points.Select((v, i) => (object?)(Convert.ToDouble(v, CultureInfo.InvariantCulture) + (i * 37 % 11 / 10.0))).ToArray();
        noisy[9] = 40.0;
        noisy[23] = -20.0;

        var found = (object?[])FunctionBody.Value("series_decompose_anomalies", noisy, 3.0)!;

        var flags = (object?[])found[0]!;
        Assert.Equal((1L, -1L), (flags[9], flags[23]));
        Assert.Equal(33, flags.Count(f => f is 0L));
        Assert.Equal("[null,null,null]", FunctionBody.Call("series_decompose_anomalies", "[[1,2,3],1.5,0,\"avg\",0,\"other\"]"));
    }

    [Fact]
    public void The_next_week_is_forecast_from_the_last_ones()
    {
        var known = $"{Week},{Week[1..]},{Week[1..]},null,null,null,null,null,null,null]";

        var forecast = Reals(FunctionBody.Value("series_decompose_forecast", Series(known), 7L), 28);

        Near([10, 12, 14, 13, 11, 3, 2], forecast[21..]);
    }

    [Fact]
    public void Outliers_score_by_the_range_of_the_quartiles()
    {
        Near([-0.5, 0, 0, 0, 9.0], Reals(FunctionBody.Value("series_outliers", Series("[1,2,3,4,22]"), "tukey"), 5));
        Near([0, 0, -93 / 29.0, -5 / 29.0, 0, 8 / 3.0, 0, 50 / 3.0, -13 / 29.0, 7 / 3.0, 0], Reals(FunctionBody.Value("series_outliers", Series("[30,28,5,27,31,38,29,80,25,37,30]")), 11));
        Near([-0.5, 0, 0, 0, 0, 9.0], Reals(FunctionBody.Value("series_outliers", Series("[1,2,null,3,4,22]"), "tukey"), 6));
        Near([-0.5, 0, 0, 0, 0, 9.0], Reals(FunctionBody.Value("series_outliers", Series("[1,2,-1,3,4,22]"), "tukey", -1L), 6));
        Assert.Equal("null", FunctionBody.Call("series_outliers", "[[1,2],\"other\"]"));
        Assert.Equal("null", FunctionBody.Call("series_outliers", "[[1,2],\"ctukey\",null,1,99]"));
    }

    // As one argument, not as all of them.
    private static object Series(string json) => DynamicJson.TryParse(json, out var value) ? value! : throw new ArgumentException(json);

    private static object?[] Array(string json) => (object?[])Series(json);

    private static double[] Reals(object? series, int count) =>
        [.. ((object?[])series!).Take(count).Select(v => Convert.ToDouble(v, CultureInfo.InvariantCulture))];

    private static string Rounded(object? value) => DynamicJson.Write(((object?[])value!).Select(s => (object?)((object?[])s!).Select(v => (object?)Math.Round((double)v!, 2)).ToArray()).ToArray());

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
    }
}
