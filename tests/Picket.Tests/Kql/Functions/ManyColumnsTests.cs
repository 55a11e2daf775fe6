using Xunit;

namespace Picket.Tests.Kql.Functions;

public sealed class ManyColumnsTests
{
    [Theory]
    [InlineData("print x = dynamic([1,3]) | project series_stats(x)", "series_stats_x_min series_stats_x_min_idx series_stats_x_max series_stats_x_max_idx series_stats_x_avg series_stats_x_stdev series_stats_x_variance")]
    [InlineData("print x = dynamic([1,3]) | extend (lowest, at) = series_stats(x)", "x lowest at")]
    [InlineData("print x = dynamic([1,3]) | extend lowest = series_stats(x)", "x lowest")]
    [InlineData("print x = dynamic([1,3]) | extend series_fft(x), series_fft(x)", "x series_fft_x_real series_fft_x_imag series_fft_x_real1 series_fft_x_imag1")]
    [InlineData("let a = dynamic([2,1]); let b = dynamic([3,4]); print array_sort_asc(a, b)", "a_sorted b_sorted")]
    [InlineData("print array_sort_asc(dynamic([2,1]), dynamic([3,4]), false)", "array0_sorted array1_sorted")]
    [InlineData("print array_sort_asc(dynamic([2,1]))", "print_0")]
    [InlineData("print x = dynamic([2,1]) | extend array_sort_asc(x)", "x x_sorted")]
    [InlineData("print x = dynamic([1,3]) | extend series_decompose_anomalies(x)", "x series_decompose_anomalies_x_ad_flag series_decompose_anomalies_x_ad_score series_decompose_anomalies_x_baseline")]
    public void Columns_are_named_after_the_call_unless_names_are_given(string query, string expected) => Assert.Equal(expected, Evaluated.Columns(query));

    [Theory]
    [InlineData("print x = dynamic([1,3]) | project series_stats(x)", "1.0|0|3.0|1|2.0|1.4142135623730951|2.0")]
    [InlineData("print x = dynamic([1,3]) | project (low, at) = series_stats(x), n = array_length(x)", "1.0|0|2")]
    [InlineData("print a = dynamic([2,1]), b = dynamic(['x','y']) | project array_sort_asc(a, b)[1]", "[\"y\",\"x\"]")]
    [InlineData("print a = dynamic([2,1]) | project array_sort_desc(a)[1]", "1")]
    [InlineData("print strcat_array(array_sort_asc(split('b,a', ',')), '-')", "a-b")]
    [InlineData("print x = dynamic([1,3]) | where series_stats(x) == 1 | project tostring(x)", "[1,3]")]
    [InlineData("datatable(x: dynamic)[dynamic([1,3]), dynamic(['x'])] | extend (slope) = series_fit_line(x) | project slope", "1.0/null")]
    public void Each_column_has_its_value(string query, string expected) => Assert.Equal(expected, Evaluated.Rows(query));

    [Fact]
    public void A_name_without_a_column_and_a_column_without_need_of_names_are_errors()
    {
        Assert.Contains("'c'", Assert.Single(KqlDatabase.Errors("print x = dynamic([1]) | extend (a, b, c) = series_fft(x)")).Message, StringComparison.Ordinal);
        Assert.Contains("one name", Assert.Single(KqlDatabase.Errors("print x = 1 | extend (a, b) = x + 1")).Message, StringComparison.Ordinal);
    }
}
