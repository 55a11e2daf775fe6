using Xunit;

namespace Picket.Tests.Kql.Functions;

public sealed class FunctionLibraryTests
{
    private const string Points =
        "datatable(at: datetime, val: real, key: string)[datetime(2026-06-15 00:00), 10, 'a', datetime(2026-06-15 00:30), 20, 'a', datetime(2026-06-15 01:30), 40, 'a', datetime(2026-06-15 00:00), 5, 'b']";

    [Theory]
    [InlineData("print factorial_fl(5), perm_fl(6, 4), comb_fl(6, 4)", "120|360|15")]
    [InlineData("print series_cosine_similarity_fl(dynamic([3, 4]), dynamic([6, 8]))", "1.0")]
    [InlineData("print series_cosine_similarity_fl(dynamic([3, 4]), dynamic([6, 8]), 10.0, 10.0)", "0.5")]
    [InlineData("print series_dot_product_fl(dynamic([1, 2]), dynamic([3, 4]))", "11.0")]
    [InlineData("print series_moving_avg_fl(dynamic([3, 6, 9]), 3)", "[1.0,3.0,6.0]")]
    [InlineData("print series_exp_smoothing_fl(dynamic([1, 0, 0]), 0.5)", "[0.5,0.25,0.125]")]
    [InlineData("print series_lag_fl(dynamic([1, 2, 3]), 1)", "[null,1,2]")]
    [InlineData("let perm_fl = (n: int) { n }; print perm_fl(7)", "7")]
    public void A_function_of_the_library_needs_no_definition(string query, string expected) => Assert.Equal(expected, Evaluated.Rows(query));

    [Theory]
    [InlineData("time_weighted_avg_fl", "2026-06-15T00:00:00.0000000Z|a|15.0/2026-06-15T01:00:00.0000000Z|a|30.0/2026-06-15T00:00:00.0000000Z|b|5.0/2026-06-15T01:00:00.0000000Z|b|5.0")]
    [InlineData("time_weighted_avg2_fl", "2026-06-15T00:00:00.0000000Z|a|20.0/2026-06-15T01:00:00.0000000Z|a|37.5/2026-06-15T00:00:00.0000000Z|b|5.0/2026-06-15T01:00:00.0000000Z|b|5.0")]
    public void A_value_counts_for_as_long_as_it_holds(string function, string expected) => Assert.Equal(
        expected,
        Evaluated.Rows($"{Points} | invoke {function}('at', 'val', 'key', datetime(2026-06-15), datetime(2026-06-15 01:30), 1h) | order by _key asc, _ts asc"));

    [Fact]
    public void What_is_wrong_inside_is_told_at_the_call()
    {
        var error = Assert.Single(KqlDatabase.Errors("print at = 'x' | invoke time_weighted_avg_fl('at', 'v', 'k', now(), now(), 1h)"));

        Assert.Equal((1, 25), (error.Line, error.Column));
    }
}
