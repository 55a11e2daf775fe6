namespace Picket.Kql.Binding.Library;

/// <summary>Series of numbers.</summary>
internal static class SeriesLibrary
{
    public static readonly IReadOnlyList<LibraryFunction> Definitions =
    [
        new("series_dot_product_fl", "(vec1: dynamic, vec2: dynamic) { series_dot_product(vec1, vec2) }"),
        new("series_cosine_similarity_fl",
            """
            (vec1: dynamic, vec2: dynamic, vec1_size: real = real(null), vec2_size: real = real(null))
            {
                series_dot_product(vec1, vec2) / (coalesce(vec1_size, series_magnitude(vec1)) * coalesce(vec2_size, series_magnitude(vec2)))
            }
            """),
        new("series_moving_avg_fl", "(y_series: dynamic, n: int, center: bool = false) { series_fir(y_series, repeat(1, n), true, center) }"),
        new("series_exp_smoothing_fl", "(y_series: dynamic, alpha: double) { series_iir(y_series, pack_array(alpha), pack_array(1, alpha - 1)) }"),
        new("series_lag_fl", "(series: dynamic, offset: int) { array_shift_right(series, offset) }"),
    ];
}
